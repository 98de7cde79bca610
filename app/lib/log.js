// @ts-check
"use strict";

/**
 * Writes one JSON object per line to standard output.
 *
 * @param {"info" | "warn" | "error"} level
 * @param {string} message
 * @param {Record<string, unknown>} [fields] never tokens, headers or bodies
 */
function log(level, message, fields = {}) {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
}

module.exports = { log };
