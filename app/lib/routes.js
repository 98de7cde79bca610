// @ts-check
"use strict";

const path = require("node:path");
const { readPublic, renderIndex } = require("./files");
const { log } = require("./log");
const { probes } = require("./probes");
const { JSON_TYPE, SECURITY_HEADERS, fileHandler, send, sendJson } = require("./responses");

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 *
 * @typedef {object} Dependencies
 * @property {import("./whoami").Whoami} whoami
 * @property {import("./eventBroadcaster").EventBroadcaster} eventBroadcaster
 * @property {() => boolean} isReady
 */

/**
 * @param {Dependencies} dependencies
 * @returns {(request: Request, response: Response) => void}
 */
function createRoutes(dependencies) {
  const routes = createRouteTable(dependencies);
  return (request, response) => {
    dependencies.whoami.count();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    response.setHeader("Cache-Control", "no-store");
    // While draining, a keep-alive connection would keep the browser on this pod.
    if (!dependencies.isReady()) response.setHeader("Connection", "close");
    const pathname = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const handle = routes.get(pathname);
    response.on("finish", () => logFailure(request, response, handle === undefined ? "(unknown)" : pathname));
    if (handle === undefined) return sendJson(response, 404, { error: "not found" });
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      response.setHeader("Connection", "close");
      return sendJson(response, 405, { error: "only GET and HEAD are supported" });
    }
    handle(request, response);
  };
}

/**
 * @param {Dependencies} dependencies
 * @returns {Map<string, (request: Request, response: Response) => void>}
 */
function createRouteTable({ whoami, eventBroadcaster, isReady }) {
  const files = readPublic(path.join(__dirname, "..", "public"));
  const routes = new Map();
  for (const [name, file] of files) routes.set(name, fileHandler(file));
  const index = files.get("/index.html");
  routes.delete("/index.html");
  if (index !== undefined) {
    const bytes = renderIndex(index.bytes, whoami.describe());
    routes.set("/", (/** @type {Request} */ _, /** @type {Response} */ response) =>
      send(response, 200, index.type, bytes),
    );
  }
  for (const [name, answer] of probes(isReady)) {
    routes.set(name, (/** @type {Request} */ _, /** @type {Response} */ response) => {
      const { status, body } = answer();
      send(response, status, JSON_TYPE, body);
    });
  }
  routes.set("/api/cluster", (/** @type {Request} */ _, /** @type {Response} */ response) =>
    send(response, 200, JSON_TYPE, eventBroadcaster.state()),
  );
  routes.set("/api/whoami", (/** @type {Request} */ _, /** @type {Response} */ response) => {
    // Each request needs a new connection, so that another pod can answer it.
    response.setHeader("Connection", "close");
    sendJson(response, 200, whoami.describe());
  });
  routes.set("/api/events", (/** @type {Request} */ request, /** @type {Response} */ response) => {
    if (eventBroadcaster.attach(request, response)) return;
    response.setHeader("Retry-After", "2");
    sendJson(response, 503, { error: "the server is stopping" });
  });
  return routes;
}

/**
 * Logs only failed requests. A readiness probe that gets "not ready" is not a failure.
 *
 * @param {Request} request
 * @param {Response} response
 * @param {string} route
 */
function logFailure(request, response, route) {
  const status = response.statusCode;
  if (status < 400 || route === "/readyz" || !mayLog()) return;
  log(status < 500 ? "info" : "warn", "request refused", { method: request.method, route, status });
}

/** Lines about refused requests in a second. Whoever sends thousands must not fill the log, nor hold the server up by it. */
const LINES_A_SECOND = 20;
const logged = { second: 0, lines: 0 };

function mayLog() {
  const second = Math.floor(Date.now() / 1000);
  if (second !== logged.second) Object.assign(logged, { second, lines: 0 });
  logged.lines += 1;
  return logged.lines <= LINES_A_SECOND;
}

module.exports = { createRoutes };
