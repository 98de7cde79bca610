// @ts-check
"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

/**
 * @typedef {object} KubeConfig
 * @property {string} url where the API server listens
 * @property {string} folder with the service account's files: token, ca.crt, namespace
 *
 * @typedef {object} Config
 * @property {number} port 0: the system chooses a free port
 * @property {number | null} probePort where only probes are answered; null: on `port` only
 * @property {string} version
 * @property {{ pod: string, namespace: string, node: string, ip: string }} identity
 * @property {KubeConfig | null} kube null outside a cluster
 * @property {"outside" | "noServiceAccount" | null} standalone why `kube` is null
 * @property {string | null} endsAt when the lab ends, RFC 3339; null: never, or ENDS_AT is no instant
 */

const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * Reads the configuration from environment variables. KUBE_API_URL and KUBE_SERVICE_ACCOUNT_DIR are for tests.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Config}
 */
function readConfig(env) {
  const folder = env.KUBE_SERVICE_ACCOUNT_DIR ?? SERVICE_ACCOUNT;
  const url = env.KUBE_API_URL ?? serviceUrl(env);
  const hasAccount = fs.existsSync(path.join(folder, "token"));
  return {
    port: readPort("PORT", env.PORT ?? "8080"),
    probePort: env.PROBE_PORT === undefined ? null : readPort("PROBE_PORT", env.PROBE_PORT),
    version: env.APP_VERSION ?? "dev",
    identity: {
      pod: env.POD_NAME ?? os.hostname(),
      namespace: env.POD_NAMESPACE ?? readNamespace(folder),
      node: env.NODE_NAME ?? "",
      ip: env.POD_IP ?? "",
    },
    kube: url !== null && hasAccount ? { url, folder } : null,
    standalone: url === null ? "outside" : hasAccount ? null : "noServiceAccount",
    endsAt: readInstant(env.ENDS_AT),
  };
}

/**
 * @param {"PORT" | "PROBE_PORT"} name
 * @param {string} text
 */
function readPort(name, text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    const usual = name === "PORT" ? "8080" : "no port for probes alone";
    throw new Error(`${name} is "${text}"; it must be a whole number from 0 to 65535. Leave it out for ${usual}.`);
  }
  return port;
}

/**
 * A page without a notice is better than none, so a text that is no instant counts as none.
 *
 * @param {string | undefined} text
 */
function readInstant(text = "") {
  return Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();
}

/** @param {NodeJS.ProcessEnv} env */
function serviceUrl({ KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port }) {
  if (!host || !port) return null;
  return `https://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** @param {string} folder */
function readNamespace(folder) {
  try {
    return fs.readFileSync(path.join(folder, "namespace"), "utf8").trim();
  } catch {
    return "";
  }
}

module.exports = { readConfig };
