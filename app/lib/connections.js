// @ts-check
"use strict";

const http = require("node:http");
const { clientOf, createHoldings } = require("./clients");
const { passOneRequest } = require("./oneRequest");

/**
 * @typedef {import("node:net").Socket} Socket
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 * @typedef {(request: Request, response: Response) => void} Handler
 */

/** Requests of pages have few and short headers. All that is read of one before its end is bounded by these. */
const HTTP_LIMITS = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 5000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5000,
  /** How often the timeouts are looked at. */
  connectionsCheckingInterval: 1000,
};

/** A browser sends about 15. The 2,000 short ones that fit into `maxHeaderSize` take 200 KiB. */
const MAX_HEADERS = 64;

/**
 * Creates an HTTP server and bounds what its connections may hold, so that nobody can fill the memory or shut others out.
 *
 * A connection has one request at a time, without a body. When there are too many connections, none is refused, since that
 * would refuse the kubelet's probes, too; the client that has most of them loses one. A class behind one address is one
 * client, so there is no bound for each client.
 *
 * @param {{ maxConnections: number, handle: Handler }} options
 * @returns {import("node:http").Server}
 */
function createGuardedServer({ maxConnections, handle }) {
  /** @type {ReturnType<typeof createHoldings<Socket>>} */
  const connections = createHoldings();
  /** @type {WeakMap<Socket, ReturnType<typeof passOneRequest>>} */
  const gates = new WeakMap();
  /** Connections that wait for an answer. @type {WeakSet<Socket>} */
  const waiting = new WeakSet();

  /** Of the client that has most, the oldest that waits for nothing, or else the oldest. */
  function makeRoom() {
    let oldest;
    for (const socket of connections.most()) {
      oldest ??= socket;
      if (!waiting.has(socket)) return end(socket);
    }
    if (oldest !== undefined) end(oldest);
  }

  /** @param {Socket} socket */
  function end(socket) {
    connections.delete(socket);
    reset(socket);
  }

  const server = http.createServer(HTTP_LIMITS, (request, response) => {
    const { socket } = request;
    const gate = gates.get(socket);
    waiting.add(socket);
    response.once("close", () => {
      waiting.delete(socket);
      gate?.next();
    });
    const more = gate?.hasMore() === true || hasBody(request);
    if (more) response.setHeader("Connection", "close");
    handle(request, response);
    // A stream has no end after which the connection could close.
    if (more && !response.writableEnded) reset(socket);
  });
  server.maxHeadersCount = MAX_HEADERS;
  // What an idle client has not read goes with its connection; otherwise the system would hold it.
  server.on("timeout", reset);
  server.on("connection", (/** @type {Socket} */ socket) => {
    gates.set(socket, passOneRequest(socket, HTTP_LIMITS.maxHeaderSize));
    if (connections.size() >= maxConnections) makeRoom();
    connections.add(socket, clientOf(socket));
    socket.once("close", () => connections.delete(socket));
  });
  return server;
}

/** @param {Socket} socket */
function reset(socket) {
  socket.resetAndDestroy();
}

/** @param {Request} request */
function hasBody({ headers }) {
  return headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";
}

module.exports = { createGuardedServer };
