import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AppContract } from "./contract";

/** Name of the port on which the app listens, for Service and policy. */
export const portName = "http";

/** Name of the port for probes alone. No policy opens it: a pod's own node, from which the kubelet asks, always passes. */
const probePortName = "probes";

export const labels = { "app.kubernetes.io/name": "app", "app.kubernetes.io/part-of": "container-lab" };
export const selector = { "app.kubernetes.io/name": "app" };

/**
 * Seconds that a pod stays bound to a lost node. Kubernetes' own default of 300 (kubernetes.io, "Taints and Tolerations") is
 * long in a lesson.
 */
const lostNodeSeconds = 5;

/**
 * The app's pod: with as few privileges as possible, soon replaced when its node is lost, with health checks.
 *
 * @param account Service account with which it reads from the API server.
 * @param drainSeconds How long it goes on serving after it is asked to stop.
 */
export function podSpec(
  image: pulumi.Input<string>,
  account: pulumi.Input<string>,
  contract: AppContract,
  drainSeconds: number,
): kubernetes.types.input.core.v1.PodSpec {
  return {
    serviceAccountName: account,
    automountServiceAccountToken: contract.readsCluster,
    enableServiceLinks: false,
    nodeSelector: { "kubernetes.io/os": "linux" },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      seccompProfile: { type: "RuntimeDefault" },
    },
    topologySpreadConstraints: [spreadOverNodes],
    tolerations: ["unreachable", "not-ready"].map((condition) => ({
      key: `node.kubernetes.io/${condition}`,
      operator: "Exists",
      effect: "NoExecute",
      tolerationSeconds: lostNodeSeconds,
    })),
    // Besides the drain, time for the answers that are under way.
    terminationGracePeriodSeconds: drainSeconds + 25,
    containers: [container(image, contract, drainSeconds)],
  };
}

const spreadOverNodes = {
  maxSkew: 1,
  topologyKey: "kubernetes.io/hostname",
  whenUnsatisfiable: "DoNotSchedule",
  labelSelector: { matchLabels: selector },
  // Spreads each revision by itself. Counted together with the old pods, a rolling update could leave a node empty.
  matchLabelKeys: ["pod-template-hash"],
  // Does not count lost or drained nodes: what ran there must fit on the others.
  nodeTaintsPolicy: "Honor",
};

function container(
  image: pulumi.Input<string>,
  { port, probePort, healthPath, readyPath, env, resources }: AppContract,
  drainSeconds: number,
): kubernetes.types.input.core.v1.Container {
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  const probes = probePort === port ? undefined : { name: probePortName, containerPort: probePort, protocol: "TCP" };
  const probe = (path: string, periodSeconds: number) => ({
    httpGet: { path, port: probes?.name ?? portName },
    periodSeconds,
    timeoutSeconds: 2,
    failureThreshold: 2,
  });
  return {
    name: "app",
    image,
    ports: [{ name: portName, containerPort: port, protocol: "TCP" }, ...(probes ? [probes] : [])],
    env: [
      { name: "PORT", value: String(port) },
      ...(probes ? [{ name: "PROBE_PORT", value: String(probePort) }] : []),
      field("POD_NAME", "metadata.name"),
      field("POD_NAMESPACE", "metadata.namespace"),
      field("POD_IP", "status.podIP"),
      field("NODE_NAME", "spec.nodeName"),
      ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ],
    resources,
    startupProbe: { ...probe(healthPath, 1), failureThreshold: 60 },
    readinessProbe: probe(readyPath, 2),
    livenessProbe: { ...probe(healthPath, 10), failureThreshold: 3 },
    // Load balancers still send requests for a while after a pod is asked to stop; meanwhile it serves them.
    lifecycle: { preStop: { sleep: { seconds: drainSeconds } } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  };
}
