// Loaded before a measured program: tells its peak memory, in KiB, when it ends.
process.on("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
