// @ts-check
"use strict";

const fs = require("node:fs");
const os = require("node:os");

/**
 * What this container knows about itself.
 *
 * @param {import("./config").Config} config
 */
function createWhoami({ identity, version, standalone }) {
  const startedAt = new Date(Date.now() - 1000 * process.uptime()).toISOString();
  const memoryLimitBytes = readMemoryLimit();
  const ip = identity.ip === "" ? ownAddress() : identity.ip;
  let requests = 0;
  return {
    /** Counts a request. */
    count() {
      requests += 1;
    },
    /** @returns {import("../types").Whoami} */
    describe() {
      return {
        ...identity,
        ip,
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

/** The container's address, outside Kubernetes, which would have told it; an empty string if it has none. */
function ownAddress() {
  const addresses = Object.values(os.networkInterfaces()).flatMap((all) => all ?? []);
  const external = addresses.filter(({ internal, address }) => !internal && !address.startsWith("fe80:"));
  return (external.find(({ family }) => family === "IPv4") ?? external[0])?.address ?? "";
}

/** The memory limit that Docker or Kubernetes set, from cgroup version 2 or 1; null if there is none. */
function readMemoryLimit() {
  for (const file of ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]) {
    try {
      const bytes = Number(fs.readFileSync(file, "utf8"));
      // Without a limit, version 1 has a number near 2^63 and version 2 has "max".
      if (Number.isFinite(bytes)) return bytes < 2 ** 60 ? bytes : null;
    } catch {
      // This file belongs to the other version, or there are no cgroups.
    }
  }
  return null;
}

/** @typedef {ReturnType<typeof createWhoami>} Whoami */

module.exports = { createWhoami };
