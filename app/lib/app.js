// @ts-check
"use strict";

const http = require("node:http");
const { watchCluster } = require("./cluster");
const { createEventBroadcaster } = require("./eventBroadcaster");
const { createModel } = require("./model");
const { createRoutes } = require("./routes");
const { createWhoami } = require("./whoami");

/** Between "not ready" and the closed door, so that who asks in that moment still gets an answer. */
const CLOSE_DELAY_MS = 500;
/** Far below the 30 s that Kubernetes grants, less the 5 s its preStop hook sleeps. */
const DRAIN_MS = 10_000;

/**
 * @param {import("./config").Config} config
 * @param {{ timing?: import("./kube/reflector").Timing, limits?: Parameters<typeof createEventBroadcaster>[0]["limits"],
 *   closeDelayMs?: number }} [options] for the tests
 */
function createApp(config, { timing, limits, closeDelayMs = CLOSE_DELAY_MS } = {}) {
  const stop = new AbortController();
  let ready = false;
  const namespace = config.identity.namespace;
  const model = createModel({ namespace, onChange: (change) => eventBroadcaster.publish(change) });
  const snapshot = config.kube === null ? () => standaloneSnapshot(config) : model.snapshot;
  const eventBroadcaster = createEventBroadcaster({
    snapshot,
    flush: model.flush,
    ...(limits === undefined ? {} : { limits }),
  });
  const whoami = createWhoami(config);
  const server = http.createServer(createRoutes({ whoami, eventBroadcaster, snapshot, isReady: () => ready }));
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
      eventBroadcaster.close();
      model.close();
      await new Promise((resolve) => setTimeout(resolve, closeDelayMs));
      const closed = new Promise((resolve) => server.close(resolve));
      const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(deadline);
    },
    streams: eventBroadcaster.size,
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
function standaloneSnapshot({ standalone, identity }) {
  return {
    mode: "container",
    standalone,
    namespace: identity.namespace,
    sources: null,
    nodes: [],
    pods: [],
    activity: [],
  };
}

module.exports = { createApp };
