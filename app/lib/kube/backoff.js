// @ts-check
"use strict";

/**
 * Waiting times that double from `minMs` to `maxMs`. Half of each is chance, so that
 * replicas that lost the API server together do not come back together.
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
