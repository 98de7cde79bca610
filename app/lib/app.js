// @ts-check
"use strict";

const { watchCluster } = require("./cluster");
const { createGuardedServer } = require("./connections");
const { createEventBroadcaster } = require("./eventBroadcaster");
const { createModel } = require("./model");
const { createProbeHandler } = require("./probes");
const { createRoutes } = require("./routes");
const { createWhoami } = require("./whoami");

/** Time between failing readiness and refusing connections: clients that connect meanwhile still get an answer. */
const CLOSE_DELAY_MS = 500;
/** Far below the 25 s that Kubernetes grants after the preStop hook. */
const DRAIN_MS = 10_000;

/**
 * An idle connection costs some 20 KiB, so all of them together stay far below the container's memory. Enough for a class with
 * several pages each.
 */
const MAX_CONNECTIONS = 600;

/** Probes come one at a time, each on a connection of its own. */
const MAX_PROBE_CONNECTIONS = 16;

/**
 * @param {import("./config").Config} config
 * @param {{ timing?: import("./kube/reflector").Timing, limits?: Parameters<typeof createEventBroadcaster>[0]["limits"],
 *   closeDelayMs?: number, maxConnections?: number }} [options] for tests
 */
function createApp(config, { timing, limits, closeDelayMs = CLOSE_DELAY_MS, maxConnections = MAX_CONNECTIONS } = {}) {
  const stop = new AbortController();
  let ready = false;
  const namespace = config.identity.namespace;
  const model = createModel({
    namespace,
    endsAt: config.endsAt,
    onChange: (change) => eventBroadcaster.publish(change),
  });
  const snapshot = config.kube === null ? () => standaloneSnapshot(config) : model.snapshot;
  const eventBroadcaster = createEventBroadcaster({
    snapshot,
    flush: model.flush,
    ...(limits === undefined ? {} : { limits }),
  });
  const whoami = createWhoami(config);
  const isReady = () => ready;
  const handle = createRoutes({ whoami, eventBroadcaster, isReady });
  const server = createGuardedServer({ maxConnections, handle });
  // Visitors who connect by the thousand queue at one port; whoever probes the other does not wait for them.
  const probeServer = createGuardedServer({
    maxConnections: MAX_PROBE_CONNECTIONS,
    handle: createProbeHandler(isReady),
  });

  return {
    /** @returns {Promise<number>} the port that the server listens on */
    async start() {
      await listen(server, config.port);
      if (config.probePort !== null) await listen(probeServer, config.probePort);
      ready = true;
      if (config.kube !== null) watchCluster({ kube: config.kube, namespace, model, signal: stop.signal, timing });
      return portOf(server);
    },
    /** @returns {number | null} the port for probes alone, once the server has started */
    probePort: () => (probeServer.listening ? portOf(probeServer) : null),
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
      probeServer.close();
      probeServer.closeAllConnections();
    },
    streams: eventBroadcaster.size,
  };
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @returns {Promise<void>}
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => resolve());
  });
}

/** @param {import("node:http").Server} server */
function portOf(server) {
  return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
}

/**
 * @param {import("./config").Config} config
 * @returns {import("../types").Snapshot}
 */
function standaloneSnapshot({ standalone, identity, endsAt }) {
  return {
    mode: "container",
    standalone,
    namespace: identity.namespace,
    endsAt,
    sources: null,
    nodes: [],
    pods: [],
    deployments: [],
    activity: [],
  };
}

module.exports = { createApp };
