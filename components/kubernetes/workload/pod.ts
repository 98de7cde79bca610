import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** The port on which the app listens, by number and by the name that Service, probes and policy use. */
export const port = { name: "http", number: 8080 };

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
 */
export function podSpec(
  image: pulumi.Input<string>,
  account: pulumi.Input<string>,
): kubernetes.types.input.core.v1.PodSpec {
  return {
    serviceAccountName: account,
    automountServiceAccountToken: true,
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
    terminationGracePeriodSeconds: 30,
    containers: [container(image)],
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

function container(image: pulumi.Input<string>): kubernetes.types.input.core.v1.Container {
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  const probe = (path: string, periodSeconds: number) => ({
    httpGet: { path, port: port.name },
    periodSeconds,
    timeoutSeconds: 2,
    failureThreshold: 2,
  });
  return {
    name: "app",
    image,
    ports: [{ name: port.name, containerPort: port.number, protocol: "TCP" }],
    env: [
      { name: "PORT", value: String(port.number) },
      field("POD_NAME", "metadata.name"),
      field("POD_NAMESPACE", "metadata.namespace"),
      field("POD_IP", "status.podIP"),
      field("NODE_NAME", "spec.nodeName"),
    ],
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "128Mi" } },
    startupProbe: { ...probe("/healthz", 1), failureThreshold: 60 },
    readinessProbe: probe("/readyz", 2),
    livenessProbe: { ...probe("/healthz", 10), failureThreshold: 3 },
    // Load balancers still send requests for a moment after a pod is asked to stop; meanwhile it serves them.
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  };
}
