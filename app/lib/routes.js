// @ts-check
"use strict";

const path = require("node:path");
const { readPublic, renderIndex } = require("./files");
const { log } = require("./log");

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 *
 * @typedef {object} Parts
 * @property {import("./whoami").Whoami} whoami
 * @property {import("./hub").Hub} hub
 * @property {() => import("../types").Snapshot} snapshot
 * @property {() => boolean} isReady
 */

/** Nothing but this server's own files and answers; no frames, no forms, no inline code. */
const SECURITY = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/**
 * @param {Parts} parts
 * @returns {(request: Request, response: Response) => void}
 */
function createRoutes(parts) {
  const table = routeTable(parts);
  return (request, response) => {
    parts.whoami.count();
    for (const [name, value] of Object.entries(SECURITY)) response.setHeader(name, value);
    response.setHeader("Cache-Control", "no-store");
    // While draining, a kept connection would keep its browser on this pod.
    if (!parts.isReady()) response.setHeader("Connection", "close");
    const pathname = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const handle = table.get(pathname);
    response.on("finish", () => report(request, response, handle === undefined ? "(unknown)" : pathname));
    if (handle === undefined) return json(response, 404, { error: "there is nothing at this path" });
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      response.setHeader("Connection", "close");
      return json(response, 405, { error: "only GET and HEAD are answered here" });
    }
    handle(request, response);
  };
}

/**
 * @param {Parts} parts
 * @returns {Map<string, (request: Request, response: Response) => void>}
 */
function routeTable({ whoami, hub, snapshot, isReady }) {
  const files = readPublic(path.join(__dirname, "..", "public"));
  const table = new Map();
  for (const [name, file] of files) table.set(name, fileHandler(file));
  const index = files.get("/index.html");
  table.delete("/index.html");
  if (index !== undefined) {
    const bytes = renderIndex(index.bytes, whoami.describe());
    table.set("/", (/** @type {Request} */ _, /** @type {Response} */ response) =>
      send(response, 200, index.type, bytes),
    );
  }
  table.set("/healthz", (/** @type {Request} */ _, /** @type {Response} */ response) =>
    json(response, 200, { ok: true }),
  );
  table.set("/readyz", (/** @type {Request} */ _, /** @type {Response} */ response) =>
    json(response, isReady() ? 200 : 503, { ready: isReady() }),
  );
  table.set("/api/cluster", (/** @type {Request} */ _, /** @type {Response} */ response) =>
    json(response, 200, snapshot()),
  );
  table.set("/api/whoami", (/** @type {Request} */ _, /** @type {Response} */ response) => {
    // A new connection for each question, so that each may be answered by another pod.
    response.setHeader("Connection", "close");
    json(response, 200, whoami.describe());
  });
  table.set("/api/events", (/** @type {Request} */ request, /** @type {Response} */ response) => {
    if (hub.attach(request, response)) return;
    response.setHeader("Retry-After", "2");
    json(response, 503, { error: "no room for another stream; come back in 2 seconds" });
  });
  return table;
}

/**
 * @param {import("./files").PublicFile} file
 * @returns {(request: Request, response: Response) => void}
 */
function fileHandler({ type, etag, bytes }) {
  return (request, response) => {
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("ETag", etag);
    if (request.headers["if-none-match"] === etag) return void response.writeHead(304).end();
    send(response, 200, type, bytes);
  };
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {unknown} value
 */
function json(response, status, value) {
  send(response, status, "application/json; charset=utf-8", Buffer.from(`${JSON.stringify(value)}\n`));
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} type
 * @param {Buffer} bytes sent by GET, measured by HEAD
 */
function send(response, status, type, bytes) {
  response.writeHead(status, { "Content-Type": type, "Content-Length": bytes.length }).end(bytes);
}

/**
 * Only what went wrong is worth a line; a probe that is told "not ready" is as it should be.
 *
 * @param {Request} request
 * @param {Response} response
 * @param {string} route
 */
function report(request, response, route) {
  const status = response.statusCode;
  if (status < 400 || route === "/readyz") return;
  log(status < 500 ? "info" : "warn", "request refused", { method: request.method, route, status });
}

module.exports = { createRoutes };
