// @ts-check
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const https = require("node:https");
const path = require("node:path");

/** The API server answered with a status other than 200. The error omits the body: the page cannot use it. */
class KubeError extends Error {
  /**
   * @param {number} status
   * @param {number} [retryAfterMs] delay that the API server requested; 0 if none
   */
  constructor(status, retryAfterMs = 0) {
    super(`the Kubernetes API answered ${status}`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * A client for the two requests that the lab makes to the API: GET a list and GET a watch.
 *
 * @param {import("../config").KubeConfig} config
 */
function createClient({ url, folder }) {
  /**
   * Resolves when the headers have arrived; the caller reads the body.
   *
   * @param {string} resource path and query
   * @param {{ signal: AbortSignal, headersWithinMs: number }} options
   * @returns {Promise<http.IncomingMessage>}
   */
  function get(resource, { signal, headersWithinMs }) {
    return new Promise((resolve, reject) => {
      const request = open(new URL(resource, url), folder, signal);
      const timer = setTimeout(() => request.destroy(new Error("no answer in time")), headersWithinMs);
      request.on("error", reject);
      request.on("close", () => clearTimeout(timer));
      request.on("response", (response) => {
        clearTimeout(timer);
        if (response.statusCode === 200) return resolve(response);
        response.resume();
        reject(new KubeError(response.statusCode ?? 0, 1000 * (Number(response.headers["retry-after"]) || 0)));
      });
      // A node that fails does not close its connections. Without keep-alive, a lost connection looks like a quiet watch.
      request.setSocketKeepAlive(true, 10_000);
      request.end();
    });
  }
  return { get };
}

/**
 * @param {URL} target
 * @param {string} folder
 * @param {AbortSignal} signal
 */
function open(target, folder, signal) {
  // The token is read for each request: the kubelet renews it about every hour.
  const token = fs.readFileSync(path.join(folder, "token"), "utf8").trim();
  const headers = { Accept: "application/json", Authorization: `Bearer ${token}`, "User-Agent": "container-lab" };
  if (target.protocol === "http:") return http.request(target, { headers, signal, agent: false });
  const ca = fs.readFileSync(path.join(folder, "ca.crt"));
  return https.request(target, { headers, signal, agent: false, ca });
}

/** @typedef {ReturnType<typeof createClient>} KubeClient */

module.exports = { createClient, KubeError };
