// @ts-check
"use strict";

const http = require("node:http");
const { watchCluster } = require("./cluster");
const { createHub } = require("./hub");
const { createModel } = require("./model");
const { createRoutes } = require("./routes");
const { createWhoami } = require("./whoami");

/** Between "not ready" and the closed door, so that who asks in that moment still gets an answer. */
const LAST_CALL_MS = 500;
/** Far below the 30 s that Kubernetes grants, less the 5 s its preStop hook sleeps. */
const DRAIN_MS = 10_000;

/**
 * @param {import("./config").Config} config
 * @param {{ timing?: import("./kube/reflector").Timing, limits?: Parameters<typeof createHub>[0]["limits"],
 *   lastCallMs?: number }} [options] for the tests
 */
function createApp(config, { timing, limits, lastCallMs = LAST_CALL_MS } = {}) {
  const stop = new AbortController();
  let ready = false;
  const namespace = config.identity.namespace;
  const model = createModel({ namespace, onChange: (change) => hub.publish(change) });
  const snapshot = config.kube === null ? () => aloneSnapshot(config) : model.snapshot;
  const hub = createHub({ snapshot, settle: model.flush, ...(limits === undefined ? {} : { limits }) });
  const whoami = createWhoami(config);
  const server = http.createServer(createRoutes({ whoami, hub, snapshot, isReady: () => ready }));
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;

  return {
    /** @returns {Promise<number>} the port it listens on */
    async start() {
      await listen(server, config.port);
      ready = true;
      if (config.kube !== null) watchCluster({ kube: config.kube, namespace, model, signal: stop.signal, timing });
      return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
    },
    /** Not ready at once; streams sent away; then no new connections; resolves when the last request is answered. */
    async drain() {
      ready = false;
      stop.abort();
      hub.close();
      model.close();
      await new Promise((resolve) => setTimeout(resolve, lastCallMs));
      const closed = new Promise((resolve) => server.close(resolve));
      const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(deadline);
    },
    streams: hub.size,
  };
}

/**
 * @param {http.Server} server
 * @param {number} port
 * @returns {Promise<void>}
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => resolve());
  });
}

/**
 * @param {import("./config").Config} config
 * @returns {import("../types").Snapshot}
 */
function aloneSnapshot({ alone, identity }) {
  return { mode: "container", alone, namespace: identity.namespace, sources: null, nodes: [], pods: [], activity: [] };
}

module.exports = { createApp };
