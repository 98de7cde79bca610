// @ts-check

/** A stream that has sent nothing for so long since it was opened does not get through. */
const FIRST_EVENT_MS = 3000;
/** The server sends a heartbeat every 4 s. After two and a half of them without any event, the stream counts as lost. */
const SILENCE_MS = 10_000;

/**
 * Receives server-sent events until the server says `bye`, or until the stream breaks or is silent: then the node may have
 * failed, or something on the way holds the stream back. It does not reconnect: the browser's own way would give up after a
 * 503 and notice no silence.
 *
 * @template Snapshot
 * @template Change
 * @param {object} handlers
 * @param {(snapshot: Snapshot) => void} handlers.onSnapshot
 * @param {(change: Change) => void} handlers.onChange
 * @param {(serverNow: number) => void} handlers.onTime
 * @param {() => void} handlers.onAlive
 * @param {(afterMs: number) => void} handlers.onBye the server ended the stream, and says when to open the next one
 * @param {() => void} handlers.onEnd the stream broke or was silent
 * @returns {() => void} closes the stream
 */
export function openStream({ onSnapshot, onChange, onTime, onAlive, onBye, onEnd }) {
  const source = new EventSource("api/events");
  let watchdog = setTimeout(end, FIRST_EVENT_MS);

  function close() {
    clearTimeout(watchdog);
    source.close();
  }
  function end() {
    close();
    onEnd();
  }
  /**
   * @param {string} event
   * @param {(data: any) => void} handle
   */
  function on(event, handle) {
    source.addEventListener(event, ({ data }) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(end, SILENCE_MS);
      onAlive();
      handle(JSON.parse(data));
    });
  }
  on("snapshot", onSnapshot);
  on("change", onChange);
  on("beat", ({ now }) => onTime(Date.parse(now)));
  on("bye", (/** @type {import("../../types").Bye} */ { afterMs }) => {
    close();
    onBye(afterMs);
  });
  source.addEventListener("error", end);
  return close;
}
