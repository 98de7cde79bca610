// @ts-check
"use strict";

const { createApp } = require("./lib/app");
const { readConfig } = require("./lib/config");
const { log } = require("./lib/log");

/**
 * Node makes an error with a stack trace for each request of a connection that ends early. A visitor may send a thousand at once, and
 * the traces would take half of the time; the log has messages only.
 */
Error.stackTraceLimit = 0;

async function main() {
  const config = readConfig(process.env);
  const app = createApp(config);
  const starting = app.start();
  stopOnSignal(app, starting);
  const port = await starting;
  log("info", "ready", { port, version: config.version, mode: config.kube === null ? "container" : "cluster" });
}

/**
 * Process 1 of a container ignores signals that it does not handle, so the server handles them.
 *
 * @param {ReturnType<typeof createApp>} app
 * @param {Promise<unknown>} starting
 */
function stopOnSignal(app, starting) {
  let stopping = false;
  /** @param {NodeJS.Signals} signal */
  async function stop(signal) {
    if (stopping) return;
    stopping = true;
    log("info", "draining", { signal, streams: app.streams() });
    await starting;
    await app.drain();
    log("info", "stopped");
  }
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

main().catch((error) => {
  log("error", error.message);
  process.exitCode = 1;
});
