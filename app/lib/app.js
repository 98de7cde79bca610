// @ts-check
"use strict";

const http = require("node:http");
const { watchCluster } = require("./cluster");
const { createConnectionGuard } = require("./connections");
const { createEventBroadcaster } = require("./eventBroadcaster");
const { createModel } = require("./model");
const { createRoutes } = require("./routes");
const { createWhoami } = require("./whoami");

/** Time between failing readiness and refusing connections: clients that connect meanwhile still get an answer. */
const CLOSE_DELAY_MS = 500;
/** Far below the 25 s that remain: Kubernetes grants 30 s, of which the preStop hook sleeps 5 s. */
const DRAIN_MS = 10_000;

/**
 * An idle connection costs some 20 KiB, so all of them together stay far below the container's memory. Enough for a class with
 * several pages each.
 */
const MAX_CONNECTIONS = 600;

/** Requests of pages have few and short headers. All that is read of one before its end is bounded by these. */
const HTTP_LIMITS = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 5000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5000,
  /** How often the timeouts are looked at. */
  connectionsCheckingInterval: 1000,
};

/**
 * @param {import("./config").Config} config
 * @param {{ timing?: import("./kube/reflector").Timing, limits?: Parameters<typeof createEventBroadcaster>[0]["limits"],
 *   closeDelayMs?: number, maxConnections?: number }} [options] for tests
 */
function createApp(config, { timing, limits, closeDelayMs = CLOSE_DELAY_MS, maxConnections = MAX_CONNECTIONS } = {}) {
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
  const guard = createConnectionGuard({ maxConnections });
  const routes = createRoutes({ whoami, eventBroadcaster, isReady: () => ready });
  const server = http.createServer(HTTP_LIMITS, guard.oneAtATime(routes)).on("connection", guard.accept);

  return {
    /** @returns {Promise<number>} the port that the server listens on */
    async start() {
      await listen(server, config.port);
      ready = true;
      if (config.kube !== null) watchCluster({ kube: config.kube, namespace, model, signal: stop.signal, timing });
      return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
    },
    /** Fails readiness and ends the streams, then refuses connections. Resolves when the last request is answered. */
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
    deployments: [],
    activity: [],
  };
}

module.exports = { createApp };
