// @ts-check

/** The server sends a heartbeat every 4 s. After two and a half of them without any event, the stream counts as lost. */
const SILENCE_MS = 10_000;

/**
 * Receives server-sent events and reconnects by itself, even where the browser gives up (after a 503) or notices nothing
 * (the node failed and the connection stays open without data).
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
