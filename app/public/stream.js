// @ts-check

/** The server sends a beat every 4 s; two and a half of them without a word mean that nobody is there. */
const SILENCE_MS = 10_000;

/**
 * Server-sent events that come back by themselves, also where the browser would give up (an answer of 503) or
 * would not notice (the node died and the connection merely fell silent).
 *
 * @param {object} handlers
 * @param {(snapshot: import("../types").Snapshot) => void} handlers.onSnapshot
 * @param {(change: import("../types").Change) => void} handlers.onChange
 * @param {(live: boolean) => void} handlers.onLive
 * @param {(serverNow: number) => void} handlers.onBeat
 */
export function openStream({ onSnapshot, onChange, onLive, onBeat }) {
  let failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let watchdog;

  function open() {
    const source = new EventSource("/api/events");
    const reconnect = () => {
      source.close();
      onLive(false);
      clearTimeout(watchdog);
      failures += 1;
      setTimeout(open, Math.min(8000, 500 * 2 ** failures) * (0.5 + Math.random() / 2));
    };
    const markAlive = () => {
      failures = 0;
      clearTimeout(watchdog);
      watchdog = setTimeout(reconnect, SILENCE_MS);
      onLive(true);
    };
    watchdog = setTimeout(reconnect, SILENCE_MS);
    source.addEventListener("snapshot", ({ data }) => (markAlive(), onSnapshot(JSON.parse(data))));
    source.addEventListener("change", ({ data }) => (markAlive(), onChange(JSON.parse(data))));
    source.addEventListener("beat", ({ data }) => (markAlive(), onBeat(Date.parse(JSON.parse(data).now))));
    source.addEventListener("bye", () => onLive(false));
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) reconnect();
      else onLive(false);
    });
  }

  open();
}
