// @ts-check
"use strict";

const { asServiceAccount, createClient } = require("./kube/client");
const { reflect } = require("./kube/reflector");
const { log } = require("./log");

/**
 * Lists and watches each kind of object that the page shows, until the signal aborts.
 *
 * @param {object} options
 * @param {import("./config").KubeConfig} options.kube
 * @param {string} options.namespace
 * @param {import("./model").Model} options.model
 * @param {AbortSignal} options.signal
 * @param {import("./kube/reflector").Timing} [options.timing]
 */
function watchCluster({ kube, namespace, model, signal, timing }) {
  const client = createClient(asServiceAccount(kube));
  const inNamespace = `namespaces/${encodeURIComponent(namespace)}`;
  const paths = {
    nodes: "/api/v1/nodes",
    pods: `/api/v1/${inNamespace}/pods`,
    deployments: `/apis/apps/v1/${inNamespace}/deployments`,
  };
  for (const kind of /** @type {const} */ (["nodes", "pods", "deployments"])) {
    const sink = createSink(kind, model);
    void reflect({ client, path: paths[kind], sink, signal, ...(timing === undefined ? {} : { timing }) });
  }
}

/**
 * @param {import("../types").SourceKind} kind
 * @param {import("./model").Model} model
 * @returns {import("./kube/reflector").Sink}
 */
function createSink(kind, model) {
  return {
    replace: (objects) => model.replace(kind, objects),
    put: (object) => model.put(kind, object),
    remove: (object) => model.remove(kind, object),
    state(state, error) {
      if (!model.setSource(kind, state)) return;
      if (error === undefined) log("info", "reading from the Kubernetes API", { kind, state });
      else log("warn", "cannot read from the Kubernetes API", { kind, state, why: error.message });
    },
  };
}

module.exports = { watchCluster };
