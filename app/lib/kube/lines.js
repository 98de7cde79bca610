// @ts-check
"use strict";

/** Far above etcd's largest object (1.5 MiB): a longer line is not a watch event. */
const MAX_LINE = 4 * 1024 * 1024;

/**
 * Parses a stream with one JSON object per line. Drops text after the last line break, since that line is incomplete.
 *
 * @param {import("node:stream").Readable} stream
 * @returns {AsyncGenerator<any>}
 * @throws {SyntaxError} if a complete line is not a JSON object, or if a line is too long
 */
async function* jsonLines(stream) {
  stream.setEncoding("utf8");
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield parseObject(line);
    if (rest.length > MAX_LINE) throw new SyntaxError("a line of the watch is too long");
  }
}

/**
 * @param {string} text
 * @returns {any}
 */
function parseObject(text) {
  const value = JSON.parse(text);
  if (value === null || typeof value !== "object") throw new SyntaxError("not a JSON object");
  return value;
}

module.exports = { jsonLines, parseObject };
