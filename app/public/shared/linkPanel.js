// @ts-check
import { byId, setText } from "./dom.js";
import { clock } from "./time.js";

/**
 * Shows whether the page is up to date, and, if something on the browser's side prevents it, what.
 *
 * @param {import("./source.js").Link} link
 * @param {import("./messages-en.js").SharedMessages} messages
 */
export function drawLink({ state, since, reason, isHeld }, messages) {
  const time = since === null ? "" : clock(new Date(since).toISOString());
  byId("link").dataset.state = state;
  setText(byId("link-text"), state === "lost" || state === "own" ? messages.link[state](time) : messages.link[state]);
  const note = reason !== null ? messages.own[reason] : isHeld ? messages.streamHeld : "";
  byId("note").hidden = note === "";
  setText(byId("note-text"), note);
}
