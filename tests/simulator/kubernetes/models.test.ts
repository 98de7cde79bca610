import { kubernetesModels } from "../../../simulator/kubernetes/models";
import type { Inputs } from "../../../simulator/model";
import { answerOf, refusals } from "../helpers";

const apps = { "app.kubernetes.io/name": "app" };
const ofType = (type: string) => (inputs: Inputs) => refusals(kubernetesModels, type, inputs);

/** A Deployment whose pods have one container with a port; `changes` go to its parts. */
function deployment(changes: { spec?: Inputs; pod?: Inputs; container?: Inputs; podLabels?: Inputs } = {}): Inputs {
  const container = {
    name: "app",
    image: "app",
    ports: [{ name: "http", containerPort: 8080 }],
    ...changes.container,
  };
  return {
    metadata: { name: "app", namespace: "lab", labels: apps },
    spec: {
      selector: { matchLabels: apps },
      template: {
        metadata: { labels: changes.podLabels ?? apps },
        spec: { containers: [container], ...changes.pod },
      },
      ...changes.spec,
    },
  };
}
const ofDeployment = (changes?: Parameters<typeof deployment>[0]) =>
  ofType("kubernetes:apps/v1:Deployment")(deployment(changes));

describe("a provider", () => {
  const of = ofType("pulumi:providers:kubernetes");
  const kubeconfig = "apiVersion: v1\nclusters: [{name: lab}]\n";

  it("is taken with a kubeconfig and the name of its cluster", () => {
    expect(of({ kubeconfig, clusterIdentifier: "aks" })).toEqual([]);
  });

  it("may have its kubeconfig in JSON, which is YAML too", () => {
    const json = JSON.stringify({ apiVersion: "v1", clusters: [{ name: "lab" }] });
    expect(of({ kubeconfig: json, clusterIdentifier: "aks" })).toEqual([]);
  });

  it.each(["", "undefined", undefined, "users: []"])("goes to no cluster with the kubeconfig %j", (empty) => {
    expect(of({ kubeconfig: empty, clusterIdentifier: "aks" })).toEqual(["its kubeconfig names no cluster"]);
  });

  it("may go by a context of the user's own kubeconfig, or of a file that it names", () => {
    expect(of({ context: "kind-kind", clusterIdentifier: "kind-kind" })).toEqual([]);
    expect(of({ context: "kind-kind", kubeconfig: "./school.yaml", clusterIdentifier: "kind-kind" })).toEqual([]);
  });

  it("goes to no cluster by the path of a file alone, whose context may be another tomorrow", () => {
    expect(of({ kubeconfig: "./school.yaml", clusterIdentifier: "school" })).toEqual([
      "its kubeconfig names no cluster",
    ]);
    expect(of({ context: "", clusterIdentifier: "school" })).toEqual(["its kubeconfig names no cluster"]);
  });

  it("says which cluster it is for", () => {
    expect(of({ kubeconfig })).toEqual([
      "without clusterIdentifier new credentials would replace everything on the cluster",
    ]);
  });
});

describe("the name of an object", () => {
  const bad = (inputs: Inputs, type: string) =>
    ofType(type)(inputs).filter((message) => message.startsWith("Kubernetes takes no such name: "));
  const named = (type: string) => (name: string) => bad({ ...deployment(), metadata: { name } }, type);
  const space = named("kubernetes:core/v1:Namespace");
  const app = named("kubernetes:apps/v1:Deployment");

  it.each(["a", "lab-1", "x".repeat(63)])("may be %j everywhere", (name) => {
    expect([space(name), app(name)]).toEqual([[], []]);
  });

  it.each(["Lab", "lab_1", "-lab", "lab-", ".lab", "lab.", "", "l b", "x".repeat(254)])("is never %j", (name) => {
    for (const faults of [space(name), app(name)]) {
      expect(faults).toHaveLength(1);
      expect(faults[0]!.startsWith(`Kubernetes takes no such name: ${JSON.stringify(name)} does not match /`)).toBe(
        true,
      );
    }
  });

  it.each(["lab.one", "x".repeat(64)])("is %j only where it is no part of a host name", (name) => {
    expect(app(name)).toEqual([]);
    expect(space(name)).toHaveLength(1);
  });

  it.each(["a..b", "a-.b"])("has no empty or ragged part: %j", (name) => {
    expect(app(name)).toHaveLength(1);
  });

  it("is made up where none is given, and stands in the id behind the namespace", () => {
    const idOf = (metadata: Inputs) =>
      answerOf(kubernetesModels, "kubernetes:core/v1:Service", { metadata, spec: {} }).id;
    expect(idOf({ namespace: "lab" })).toBe("lab/it-0a1b2c3d");
    expect(idOf({ namespace: "lab", name: "app" })).toBe("lab/app");
    expect(idOf({ name: "app" })).toBe("app");
  });
});

describe("the labels of an object", () => {
  const of = (labels: Inputs) => ofType("kubernetes:core/v1:Namespace")({ metadata: { name: "lab", labels } });

  it.each(["", "a", "A.b_c-1", "x".repeat(63)])("may have the value %j", (value) => {
    expect(of({ "app.kubernetes.io/name": value })).toEqual([]);
  });

  it.each(["-a", "a-", "two words", "a/b", "a@b", "x".repeat(64)])("may not have the value %j", (value) => {
    expect(of({ owner: value })).toEqual([
      `the label owner has the value ${JSON.stringify(value)}, which Kubernetes takes not`,
    ]);
  });

  it.each(["two words", "-a", "a/b/c", "x".repeat(64)])("may not have the key %j", (key) => {
    expect(of({ [key]: "value" })).toHaveLength(1);
  });

  it("are judged on pods too", () => {
    expect(ofDeployment({ podLabels: { ...apps, owner: "two words" } })).toEqual([
      'the label owner has the value "two words", which Kubernetes takes not',
    ]);
  });
});

describe("a Deployment", () => {
  it("is taken when its selector matches its pods' labels, of which there may be more", () => {
    expect(ofDeployment()).toEqual([]);
    expect(ofDeployment({ podLabels: { ...apps, tier: "web" } })).toEqual([]);
  });

  it("needs a selector", () => {
    const fault = ["a Deployment needs a selector"];
    expect(ofDeployment({ spec: { selector: undefined } })).toEqual(fault);
    expect(ofDeployment({ spec: { selector: {} } })).toEqual(fault);
    expect(ofDeployment({ spec: { selector: { matchLabels: {} } } })).toEqual(fault);
  });

  it("may select by expressions", () => {
    const matchExpressions = [{ key: "app.kubernetes.io/name", operator: "In", values: ["app"] }];
    expect(ofDeployment({ spec: { selector: { matchExpressions } } })).toEqual([]);
  });

  it("is refused when its selector does not match its pods' labels", () => {
    expect(ofDeployment({ podLabels: { "app.kubernetes.io/name": "other" } })).toEqual([
      "its selector wants app.kubernetes.io/name=app, and its pods have other",
    ]);
    expect(ofDeployment({ podLabels: {} })).toEqual([
      "its selector wants app.kubernetes.io/name=app, and its pods have no such label",
    ]);
  });

  it("must count its own pods when it spreads them", () => {
    const spread = (matchLabels: Inputs) => [
      { maxSkew: 1, topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels } },
    ];
    expect(ofDeployment({ pod: { topologySpreadConstraints: spread(apps) } })).toEqual([]);
    expect(ofDeployment({ pod: { topologySpreadConstraints: spread({ app: "other" }) } })).toEqual([
      "the spread over kubernetes.io/hostname does not count the Deployment's own pods",
    ]);
  });

  it("makes headway when it is updated: not both maxUnavailable and maxSurge are 0", () => {
    const strategy = (rollingUpdate: Inputs) => ({ spec: { strategy: { type: "RollingUpdate", rollingUpdate } } });
    expect(ofDeployment(strategy({ maxUnavailable: 0, maxSurge: 1 }))).toEqual([]);
    expect(ofDeployment(strategy({ maxUnavailable: 0, maxSurge: 0 }))).toHaveLength(1);
  });

  it("is judged, and does not break the rehearsal, without a spec", () => {
    const type = "kubernetes:apps/v1:Deployment";
    expect(refusals(kubernetesModels, type, { metadata: { name: "app" } })).toEqual(["a Deployment needs a selector"]);
  });
});

describe("the probes of a container", () => {
  const probed = (probe: string, handler: Inputs) => ofDeployment({ container: { [probe]: handler } });

  it.each(["startupProbe", "readinessProbe", "livenessProbe"])("may ask its ports by name and number (%s)", (probe) => {
    expect(probed(probe, { httpGet: { path: "/", port: "http" } })).toEqual([]);
    expect(probed(probe, { httpGet: { path: "/", port: 8080 } })).toEqual([]);
    expect(probed(probe, { tcpSocket: { port: "http" } })).toEqual([]);
    expect(probed(probe, { exec: { command: ["true"] } })).toEqual([]);
  });

  it.each(["startupProbe", "readinessProbe", "livenessProbe"])("ask no port that it does not have (%s)", (probe) => {
    for (const port of ["web", 80]) {
      const fault = [`a probe of container app asks port ${port}, which the container does not have`];
      expect(probed(probe, { httpGet: { path: "/", port } })).toEqual(fault);
      expect(probed(probe, { tcpSocket: { port } })).toEqual(fault);
    }
  });
});

describe("a Service", () => {
  const of = (spec: Inputs) => ofType("kubernetes:core/v1:Service")({ metadata: { name: "app" }, spec });

  it("needs a port", () => {
    expect(of({ ports: [] })).toEqual(["a Service has at least one port"]);
    expect(of({})).toEqual(["a Service has at least one port"]);
    expect(of({ ports: [{ port: 80 }] })).toEqual([]);
  });

  it.each([
    ["headless", { clusterIP: "None", selector: apps }],
    ["another name for a host", { type: "ExternalName", externalName: "example.com" }],
  ])("needs none if it is %s", (_what, spec) => {
    expect(of(spec)).toEqual([]);
  });

  it("names each of several ports", () => {
    expect(of({ ports: [{ name: "http", port: 80 }, { port: 443 }] })).toEqual(["of several ports each needs a name"]);
    expect(
      of({
        ports: [
          { name: "http", port: 80 },
          { name: "https", port: 443 },
        ],
      }),
    ).toEqual([]);
  });

  it("does not give two ports one name, or one port two", () => {
    expect(
      of({
        ports: [
          { name: "http", port: 80 },
          { name: "http", port: 443 },
        ],
      }),
    ).toHaveLength(1);
    expect(
      of({
        ports: [
          { name: "a", port: 80 },
          { name: "b", port: 80 },
        ],
      }),
    ).toHaveLength(1);
    expect(
      of({
        ports: [
          { name: "a", port: 53, protocol: "TCP" },
          { name: "b", port: 53, protocol: "UDP" },
        ],
      }),
    ).toEqual([]);
  });

  it("has an address only as a load balancer", () => {
    const statusOf = (type?: string) =>
      answerOf(kubernetesModels, "kubernetes:core/v1:Service", { metadata: {}, spec: { type } }).outputs["status"];
    expect(statusOf("LoadBalancer")).toEqual({ loadBalancer: { ingress: [{ ip: "203.0.113.20" }] } });
    expect(statusOf("ClusterIP")).toEqual({ loadBalancer: {} });
    expect(statusOf()).toEqual({ loadBalancer: {} });
  });
});

describe("a disruption budget", () => {
  const of = (spec: Inputs) => ofType("kubernetes:policy/v1:PodDisruptionBudget")({ metadata: { name: "app" }, spec });
  const fault = ["a disruption budget has either minAvailable or maxUnavailable"];

  it("has one bound, which may be 0", () => {
    expect(of({ maxUnavailable: 1 })).toEqual([]);
    expect(of({ maxUnavailable: 0 })).toEqual([]);
    expect(of({ minAvailable: "50%" })).toEqual([]);
  });

  it("has not both bounds, and not none", () => {
    expect(of({ minAvailable: 1, maxUnavailable: 1 })).toEqual(fault);
    expect(of({})).toEqual(fault);
  });
});

describe("a role", () => {
  const of = (...rules: Inputs[]) =>
    ofType("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole")({ metadata: { name: "lab:reader" }, rules });
  const reading = { apiGroups: [""], resources: ["pods"], verbs: ["get"] };

  it("says what may be done with what", () => {
    expect(of(reading)).toEqual([]);
    for (const key of ["apiGroups", "resources", "verbs"]) {
      const rule = { ...reading, [key]: [] };
      expect(of(rule)).toEqual([`the rule ${JSON.stringify(rule)} lacks apiGroups, resources or verbs`]);
    }
  });

  it("may be about paths that are no resources", () => {
    expect(of({ nonResourceURLs: ["/metrics"], verbs: ["get"] })).toEqual([]);
  });
});
