// @ts-check
"use strict";

/**
 * What the kubelet and load balancers ask.
 *
 * @param {() => boolean} isReady
 * @returns {[string, () => { status: number, body: Buffer }][]} each path with its answer, as JSON
 */
function probes(isReady) {
  /** @type {(status: number, value: unknown) => { status: number, body: Buffer }} */
  const answer = (status, value) => ({ status, body: Buffer.from(`${JSON.stringify(value)}\n`) });
  return [
    ["/healthz", () => answer(200, { ok: true })],
    ["/readyz", () => answer(isReady() ? 200 : 503, { ready: isReady() })],
  ];
}

/**
 * Answers probes and nothing else.
 *
 * @param {() => boolean} isReady
 * @returns {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => void}
 */
function createProbeHandler(isReady) {
  const answers = new Map(probes(isReady));
  return (request, response) => {
    const { status, body } = answers.get(request.url ?? "")?.() ?? { status: 404, body: Buffer.alloc(0) };
    response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", Connection: "close" });
    response.end(body);
  };
}

module.exports = { createProbeHandler, probes };
