// @ts-check
"use strict";

/**
 * When a page opens its next stream: spread, so that not all come at once. Another replica takes the streams of one that
 * stops; one that gave way would only push out the next.
 */
const RETURN_MS = {
  stopping: { min: 200, max: 1200 },
  displaced: { min: 10_000, max: 20_000 },
};

/**
 * The end of a stream, which tells its page when to open the next one.
 *
 * @param {keyof typeof RETURN_MS} why
 */
function bye(why) {
  const { min, max } = RETURN_MS[why];
  /** @type {import("../types").Bye} */
  const data = { afterMs: Math.round(min + Math.random() * (max - min)) };
  return frame("bye", toJson(data));
}

/**
 * A server-sent event.
 *
 * @param {string} event
 * @param {Buffer} json
 */
function frame(event, json) {
  return Buffer.concat([Buffer.from(`event: ${event}\ndata: `), json, Buffer.from("\n\n")]);
}

/** @param {unknown} value */
function toJson(value) {
  return Buffer.from(JSON.stringify(value));
}

module.exports = { bye, frame, toJson };
