// Loaded into a measured program, and by NODE_OPTIONS into every Node process that it starts: each appends, when it ends,
// its processor time in microseconds and its peak memory in KiB to the file that BENCH_USAGE names.
const { appendFileSync } = require("node:fs");

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  appendFileSync(process.env.BENCH_USAGE, `${userCPUTime + systemCPUTime} ${maxRSS}\n`);
});
