import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { loadBalancerAddress } from "../../../components/kubernetes/objects";
import { Workload } from "../../../components/kubernetes/workload";
import type { AppContract } from "../../../components/kubernetes/workload/contract";
import type { SimulatedResource } from "../../../simulator";
import { BareCluster } from "../../bareCluster";
import { memoize, only, resourceSet, run, valueOf } from "../../lab";

const image = "registry.example.com/app@sha256:1";

/** An app that reads the cluster, and has a port for probes. */
const readingApp: AppContract = {
  port: 8080,
  probePort: 8081,
  healthPath: "/healthz",
  readyPath: "/readyz",
  env: {},
  resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
  egressPorts: [],
  readsCluster: true,
};

function workload() {
  return run(() => {
    const cluster = new BareCluster();
    const { url } = new Workload("workload", { cluster, image, replicas: 4, contract: readingApp });
    return { url };
  });
}

function onCluster(resources: readonly SimulatedResource[]): SimulatedResource[] {
  return resources.filter(({ type }) => type.startsWith("kubernetes:"));
}

describe("a Workload of an app that needs nothing of the cluster", () => {
  const contract: AppContract = {
    port: 3000,
    probePort: 3000,
    healthPath: "/",
    readyPath: "/ready",
    env: { GREETING: "hello" },
    resources: { requests: { cpu: "100m" }, limits: { memory: "256Mi" } },
    egressPorts: [443, 5432],
    readsCluster: false,
  };
  const another = memoize(() =>
    run(() => void new Workload("workload", { cluster: new BareCluster(), image, replicas: 1, contract })),
  );

  it("has its port, probes, environment and resources", async () => {
    const { resources } = await another();
    const [container] = only(resources, "kubernetes:apps/v1:Deployment").inputs["spec"].template.spec.containers;
    expect(container).toMatchObject({
      ports: [{ name: "http", containerPort: 3000 }],
      startupProbe: { httpGet: { path: "/", port: "http" } },
      readinessProbe: { httpGet: { path: "/ready", port: "http" } },
      livenessProbe: { httpGet: { path: "/", port: "http" } },
      resources: contract.resources,
    });
    expect(container.env.filter(({ value }: { value?: string }) => value !== undefined)).toEqual([
      { name: "PORT", value: "3000" },
      { name: "GREETING", value: "hello" },
    ]);
  });

  it("may connect to its ports and the cluster's DNS, and has neither rights nor a token", async () => {
    const { resources } = await another();
    const policy = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "workload-allow-api");
    const [ports, dns, ...others] = policy.inputs["spec"].egress;
    expect([
      ports.ports.map(({ port }: { port: number }) => port),
      dns.ports.map(({ port }: { port: number }) => port),
      others,
    ]).toEqual([[443, 5432], [53, 53], []]);
    expect(resources.filter(({ type }) => /Role/.test(type))).toEqual([]);
    expect(
      only(resources, "kubernetes:apps/v1:Deployment").inputs["spec"].template.spec.automountServiceAccountToken,
    ).toBe(false);
  });
});

describe("Workload", () => {
  let resources: readonly SimulatedResource[];
  let outputs: Record<string, unknown>;
  let pod: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- a pod as it is sent.

  beforeAll(async () => {
    ({ resources, outputs } = await workload());
    pod = only(resources, "kubernetes:apps/v1:Deployment").inputs["spec"].template.spec;
  });

  it("is a namespace, a Deployment and what keeps it reachable and safe, and nothing else", () => {
    expect(resourceSet(resources.filter(({ urn }) => urn.includes("lab:kubernetes:Workload")))).toEqual([
      "kubernetes:apps/v1:Deployment workload-deployment",
      "kubernetes:core/v1:Namespace workload",
      "kubernetes:core/v1:Service workload-service",
      "kubernetes:core/v1:ServiceAccount workload-account",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy workload-allow",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy workload-allow-api",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy workload-deny",
      "kubernetes:policy/v1:PodDisruptionBudget workload-budget",
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole workload-nodes",
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding workload-nodes",
      "kubernetes:rbac.authorization.k8s.io/v1:Role workload-pods",
      "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding workload-pods",
      "lab:kubernetes:Workload workload",
    ]);
  });

  it("has names that people can type", () => {
    expect([...new Set(onCluster(resources).map(({ id }) => id))].sort()).toEqual([
      "lab",
      "lab-app-nodes",
      "lab/app",
      "lab/app-api",
      "lab/deny",
    ]);
  });

  it("lets the app list and watch the nodes, and the pods and Deployments of its namespace, and do nothing else", () => {
    const rules = (type: string) => only(resources, `kubernetes:rbac.authorization.k8s.io/v1:${type}`).inputs["rules"];
    expect(rules("Role")).toEqual([
      { apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"] },
      { apiGroups: ["apps"], resources: ["deployments"], verbs: ["list", "watch"] },
    ]);
    expect(rules("ClusterRole")).toEqual([{ apiGroups: [""], resources: ["nodes"], verbs: ["list", "watch"] }]);
    for (const type of ["RoleBinding", "ClusterRoleBinding"]) {
      expect(only(resources, `kubernetes:rbac.authorization.k8s.io/v1:${type}`).inputs["subjects"]).toEqual([
        { kind: "ServiceAccount", name: "app", namespace: "lab" },
      ]);
    }
    expect(pod["serviceAccountName"]).toBe("app");
  });

  it("is deleted with its cluster, so that a destroy does not need a cluster that is gone", () => {
    const cluster = only(resources, "test:index:BareCluster");
    expect(new Set(onCluster(resources).map(({ options }) => options.deletedWith))).toEqual(new Set([cluster.urn]));
  });

  it("admits restricted pods only, and has pods that are", () => {
    expect(only(resources, "kubernetes:core/v1:Namespace").inputs["metadata"].labels).toEqual({
      "app.kubernetes.io/part-of": "container-lab",
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
    });
    expect(pod["securityContext"]).toEqual({
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(pod["containers"][0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("runs the image on Linux nodes, spread over them, each revision by itself", () => {
    expect(pod["containers"].map(({ image }: { image: string }) => image)).toEqual([image]);
    expect(pod["nodeSelector"]).toEqual({ "kubernetes.io/os": "linux" });
    expect(pod["topologySpreadConstraints"]).toEqual([
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: "DoNotSchedule",
        labelSelector: { matchLabels: { "app.kubernetes.io/name": "app" } },
        matchLabelKeys: ["pod-template-hash"],
        nodeTaintsPolicy: "Honor",
      },
    ]);
  });

  it("leaves a lost node after 5 seconds", () => {
    expect(pod["tolerations"]).toEqual([
      { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute", tolerationSeconds: 5 },
      { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute", tolerationSeconds: 5 },
    ]);
  });

  it("loses no capacity in an update, nor requests when a pod stops", () => {
    expect(only(resources, "kubernetes:apps/v1:Deployment").inputs["spec"]).toMatchObject({
      replicas: 4,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
    });
    // BareCluster's load balancer needs 7 seconds; 25 more are for the answers under way.
    expect(pod["containers"][0].lifecycle).toEqual({ preStop: { sleep: { seconds: 7 } } });
    expect(pod["terminationGracePeriodSeconds"]).toBe(32);
  });

  it("has probes for start, readiness and life at a port of their own, which the image is told and no visitor reaches", () => {
    const { env, ports, startupProbe, readinessProbe, livenessProbe } = pod["containers"][0];
    expect([startupProbe, readinessProbe, livenessProbe].map(({ httpGet }) => httpGet)).toEqual([
      { path: "/healthz", port: "probes" },
      { path: "/readyz", port: "probes" },
      { path: "/healthz", port: "probes" },
    ]);
    expect(ports).toContainEqual({ name: "probes", containerPort: 8081, protocol: "TCP" });
    expect(env).toContainEqual({ name: "PROBE_PORT", value: "8081" });
    const policy = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "workload-allow");
    expect(policy.inputs["spec"].ingress).toEqual([{ ports: [{ protocol: "TCP", port: "http" }] }]);
  });

  it("loses one pod at a time to a drain", () => {
    expect(only(resources, "kubernetes:policy/v1:PodDisruptionBudget").inputs["spec"]).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { "app.kubernetes.io/name": "app" } },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  it("closes its namespace except for visits to the app, and the app's connections to the API server", () => {
    const policy = (name: string) =>
      only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", name).inputs["spec"];
    expect(policy("workload-deny")).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    expect(policy("workload-allow")).toEqual({
      podSelector: { matchLabels: { "app.kubernetes.io/name": "app" } },
      policyTypes: ["Ingress"],
      ingress: [{ ports: [{ protocol: "TCP", port: "http" }] }],
    });
    expect(policy("workload-allow-api")).toEqual({
      podSelector: { matchLabels: { "app.kubernetes.io/name": "app" } },
      policyTypes: ["Egress"],
      egress: [
        {
          ports: [
            { protocol: "TCP", port: 443 },
            { protocol: "TCP", port: 6443 },
          ],
        },
      ],
    });
  });

  it("answers behind a load balancer on port 80, by the cluster's policy", () => {
    expect(only(resources, "kubernetes:core/v1:Service").inputs["spec"]).toEqual({
      type: "LoadBalancer",
      externalTrafficPolicy: "Local",
      selector: { "app.kubernetes.io/name": "app" },
      ports: [{ name: "http", port: 80, targetPort: "http", protocol: "TCP" }],
    });
    expect(outputs).toEqual({ url: "http://203.0.113.20" });
  });

  it("creates its pods after what they depend on", () => {
    const deployment = only(resources, "kubernetes:apps/v1:Deployment");
    expect(deployment.options.dependencies).toContain(only(resources, "pulumi:providers:kubernetes").urn);
  });
});

describe("loadBalancerAddress", () => {
  const addressFor = async (status: unknown) => {
    const service = { metadata: pulumi.output({ name: "app" }), status: pulumi.output(status) };
    return valueOf(loadBalancerAddress(service as unknown as kubernetes.core.v1.Service));
  };

  it("prefers a host name to an address", async () => {
    await expect(addressFor({ loadBalancer: { ingress: [{ ip: "203.0.113.1" }] } })).resolves.toBe("203.0.113.1");
    await expect(
      addressFor({ loadBalancer: { ingress: [{ hostname: "app.example.com", ip: "203.0.113.1" }] } }),
    ).resolves.toBe("app.example.com");
  });
});
