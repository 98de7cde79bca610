// @ts-check
"use strict";

const fs = require("node:fs");
const os = require("node:os");

/**
 * What this one container knows of itself.
 *
 * @param {import("./config").Config} config
 */
function createWhoami({ identity, version, standalone }) {
  const startedAt = new Date(Date.now() - 1000 * process.uptime()).toISOString();
  const memoryLimitBytes = readMemoryLimit();
  let requests = 0;
  return {
    /** Counts one more request. */
    count() {
      requests += 1;
    },
    /** @returns {import("../types").Whoami} */
    describe() {
      return {
        ...identity,
        hostname: os.hostname(),
        version,
        startedAt,
        uptimeSeconds: Math.floor(process.uptime()),
        memoryBytes: process.memoryUsage.rss(),
        memoryLimitBytes,
        requests,
        inKubernetes: standalone !== "outside",
      };
    },
  };
}

/** The limit that Docker or Kubernetes set, for cgroup version 2 or 1; null when there is none. */
function readMemoryLimit() {
  for (const file of ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]) {
    try {
      const bytes = Number(fs.readFileSync(file, "utf8"));
      // Version 1 writes a number near 2^63 for "no limit", version 2 the word "max".
      if (Number.isFinite(bytes)) return bytes < 2 ** 60 ? bytes : null;
    } catch {
      // The other version, or no cgroups at all.
    }
  }
  return null;
}

/** @typedef {ReturnType<typeof createWhoami>} Whoami */

module.exports = { createWhoami };
