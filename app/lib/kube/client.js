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
 * @param {(resource: string, signal: AbortSignal) => http.ClientRequest | Promise<http.ClientRequest>} open makes a request,
 * which is not yet sent
 */
function createClient(open) {
  /**
   * Resolves when the headers have arrived; the caller reads the body.
   *
   * @param {string} resource path and query
   * @param {{ signal: AbortSignal, headersWithinMs: number }} options
   * @returns {Promise<http.IncomingMessage>}
   */
  async function get(resource, { signal, headersWithinMs }) {
    const request = await open(resource, signal);
    return new Promise((resolve, reject) => {
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
 * Requests by the rights of the pod's service account.
 *
 * @param {import("../config").KubeConfig} config
 * @returns {Parameters<typeof createClient>[0]}
 */
function asServiceAccount({ url, folder }) {
  return (resource, signal) => {
    const target = new URL(resource, url);
    // The token is read for each request: the kubelet renews it about every hour.
    const token = fs.readFileSync(path.join(folder, "token"), "utf8").trim();
    const headers = { Accept: "application/json", Authorization: `Bearer ${token}`, "User-Agent": "container-lab" };
    if (target.protocol === "http:") return http.request(target, { headers, signal, agent: false });
    const ca = fs.readFileSync(path.join(folder, "ca.crt"));
    return https.request(target, { headers, signal, agent: false, ca });
  };
}

/** @typedef {ReturnType<typeof createClient>} KubeClient */

module.exports = { asServiceAccount, createClient, KubeError };
