// @ts-check
"use strict";

/**
 * Exponential backoff from `minMs` to `maxMs`. Half of each delay is random, so replicas that lost the API server at the
 * same time do not all reconnect at the same time.
 *
 * @param {{ minMs: number, maxMs: number, random?: () => number }} options
 */
function createBackoff({ minMs, maxMs, random = Math.random }) {
  let failures = 0;
  return {
    /** @returns {number} milliseconds to wait after one more failure */
    next() {
      const ceiling = Math.min(maxMs, minMs * 2 ** failures);
      failures += 1;
      return ceiling / 2 + (random() * ceiling) / 2;
    },
    reset() {
      failures = 0;
    },
  };
}

module.exports = { createBackoff };
