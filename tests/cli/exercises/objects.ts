import type { Container, Deployment, OwnDocker, Pod, Service, Space } from "../../../cli/exercises/observed";

export const emptySpace: Space = {
  seenAt: Date.parse("2027-01-01T12:00:00Z"),
  pods: [],
  deployments: [],
  services: [],
  endpointSlices: [],
  events: [],
  configMaps: [],
  quotas: [],
  answers: {},
};

export const emptyDocker: OwnDocker = { containers: [], images: [], removed: [], answers: {} };

type ContainerStatus = NonNullable<NonNullable<Pod["status"]>["containerStatuses"]>[number];

/** A pod of the Deployment `web` in some state. */
export function podOf(
  state: ContainerStatus["state"],
  image = "r/kim/web:1",
  more: Partial<ContainerStatus> = {},
): Pod {
  return {
    metadata: { name: "web-1", labels: { app: "web" } },
    spec: { containers: [{ name: "web", image }] },
    status: { containerStatuses: [{ image, ready: false, ...(state && { state }), ...more }] },
  };
}

/** A Deployment `web` whose rollout is over. */
export function deploymentOf(replicas: number, image = "r/kim/web:1", status: Deployment["status"] = {}): Deployment {
  return {
    metadata: { name: "web", generation: 2, annotations: { "deployment.kubernetes.io/revision": "1" } },
    spec: {
      replicas,
      selector: { matchLabels: { app: "web" } },
      template: { spec: { containers: [{ name: "web", image }] } },
    },
    status: { observedGeneration: 2, replicas, readyReplicas: replicas, updatedReplicas: replicas, ...status },
  };
}

/** A Service `web` with an address. */
export function serviceOf(type: string, targetPort: number | string | undefined, ingress: object[] = [{}]): Service {
  return {
    metadata: { name: "web" },
    spec: { type, selector: { app: "web" }, ports: [{ port: 8080, ...(targetPort !== undefined && { targetPort }) }] },
    status: { loadBalancer: { ingress } },
  };
}

export const readySlice = {
  metadata: { name: "web-x", labels: { "kubernetes.io/service-name": "web" } },
  endpoints: [{ conditions: { ready: true } }],
};

export function containerOf(more: Partial<Container> = {}): Container {
  return { name: "web", image: "nginx", running: true, exitCode: 0, labels: {}, ports: [8081], ...more };
}
