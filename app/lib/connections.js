// @ts-check
"use strict";

/**
 * @typedef {import("node:net").Socket} Socket
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 * @typedef {(request: Request, response: Response) => void} Handler
 */

/**
 * Bounds what connections may hold, so that nobody can fill the memory or shut others out.
 *
 * A connection has one request at a time: who sends a second one before the first is answered would let answers pile up that
 * nobody reads. Browsers do not do that. When there are too many connections, none is refused, since that would refuse the
 * kubelet's probes, too; the client that has most of them loses one. A class behind one address is one client, so there is no
 * bound for each client.
 *
 * @param {{ maxConnections: number }} limits
 */
function createConnectionGuard({ maxConnections }) {
  /** Whether each connection waits for an answer, oldest connection first. @type {Map<Socket, boolean>} */
  const waiting = new Map();
  /** @type {Map<string, Set<Socket>>} */
  const byClient = new Map();

  /** @param {Socket} socket */
  function accept(socket) {
    const client = socket.remoteAddress ?? "";
    const sockets = byClient.get(client) ?? new Set();
    byClient.set(client, sockets.add(socket));
    waiting.set(socket, false);
    socket.once("close", () => {
      waiting.delete(socket);
      sockets.delete(socket);
      if (sockets.size === 0) byClient.delete(client);
    });
    if (waiting.size > maxConnections) largest(byClient, socket)?.destroy();
  }

  /**
   * The connection that gives way: of the client that has most, the oldest that waits for nothing, or else the oldest.
   *
   * @param {Map<string, Set<Socket>>} clients
   * @param {Socket} newest has not had time to ask for anything
   * @returns {Socket | undefined}
   */
  function largest(clients, newest) {
    const [most] = [...clients.values()].sort((a, b) => b.size - a.size);
    const sockets = [...(most ?? [])].filter((socket) => socket !== newest && !socket.destroyed);
    return sockets.find((socket) => waiting.get(socket) === false) ?? sockets[0];
  }

  /**
   * @param {Handler} handle
   * @returns {Handler}
   */
  function oneAtATime(handle) {
    return (request, response) => {
      const { socket } = request;
      // Requests that arrived together with the one that was too many still come here.
      if (socket.destroyed || waiting.get(socket) === true) return void socket.destroy();
      waiting.set(socket, true);
      response.once("close", () => waiting.has(socket) && waiting.set(socket, false));
      handle(request, response);
    };
  }

  return { accept, oneAtATime, size: () => waiting.size };
}

module.exports = { createConnectionGuard };
