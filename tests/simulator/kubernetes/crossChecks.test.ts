import { models } from "../../../simulator/catalog";
import { kubernetesFaults } from "../../../simulator/kubernetes/crossChecks";
import type { Inputs, SimulatedResource } from "../../../simulator/model";
import { record, describeFaults } from "../helpers";

const labels = { app: "app" };
const make = (type: string, name: string, metadata: Inputs, spec?: Inputs) =>
  record(models, type, name, { metadata, ...(spec && { spec }) });

const clusterProvider = (name = "cluster") =>
  record(models, "pulumi:providers:kubernetes", name, { kubeconfig: "clusters:", clusterIdentifier: name });
const namespace = (name = "lab", more: Inputs = {}) =>
  make("kubernetes:core/v1:Namespace", `${name}-space`, { name, ...more });
const inLab = { name: "app", namespace: "lab" };

const deployment = (changes: Inputs = {}, metadata: Inputs = inLab, name = "deployment") =>
  make("kubernetes:apps/v1:Deployment", name, metadata, {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: { containers: [{ name: "app", ports: [{ name: "http", containerPort: 8080 }] }], ...changes },
    },
  });
const service = (spec: Inputs = {}, metadata: Inputs = inLab, name = "service") =>
  make("kubernetes:core/v1:Service", name, metadata, {
    selector: labels,
    ports: [{ port: 80, targetPort: "http" }],
    ...spec,
  });
const policy = (spec: Inputs, metadata: Inputs = inLab, name = "policy") =>
  make("kubernetes:networking.k8s.io/v1:NetworkPolicy", name, metadata, { podSelector: {}, ...spec });
const budget = (spec: Inputs, metadata: Inputs = inLab) =>
  make("kubernetes:policy/v1:PodDisruptionBudget", "budget", metadata, { maxUnavailable: 1, ...spec });

const faults = (...objects: SimulatedResource[]) => describeFaults(kubernetesFaults([clusterProvider(), ...objects]));
const inApp = (...objects: SimulatedResource[]) => faults(namespace(), deployment(), ...objects);
const of = (provider: string, object: SimulatedResource) => ({ ...object, provider });

describe("an object on the cluster", () => {
  it("is taken with a provider, in a namespace of the lab", () => {
    const all = [service(), policy({}), budget({ selector: { matchLabels: labels } })];
    expect(inApp(...all)).toEqual([]);
  });

  it("needs a provider of the lab", () => {
    const fault = "it has no provider, so it would go to whatever cluster the user's kubectl points at";
    const default_ = "urn:pulumi:test::lab::pulumi:providers:kubernetes::default_4_34_2::id";
    expect(faults(of("", namespace()))).toEqual([`lab-space: ${fault}`]);
    expect(faults(of(default_, namespace()))).toEqual([`lab-space: ${fault}`]);
  });

  it("needs a namespace that is there", () => {
    expect(faults(deployment())).toEqual(["deployment: the lab has no namespace lab"]);
    expect(faults(namespace("other"), deployment())).toEqual(["deployment: the lab has no namespace lab"]);
  });

  it.each(["default", "kube-system", "kube-public", "kube-node-lease"])(
    "may be in the namespace %s, which every cluster has",
    (name) => {
      expect(faults(deployment({}, { name: "app", namespace: name }))).toEqual([]);
    },
  );

  it("is in the namespace default if it says none", () => {
    expect(faults(deployment({}, { name: "app" }), service({}, { name: "app" }))).toEqual([]);
  });

  it("must not have the kind, namespace and name of another", () => {
    expect(inApp(service(), service({}, inLab, "again"))).toEqual([
      "again: service has the same kind, namespace and name: lab/app",
    ]);
  });

  it("may have the name of another in another namespace, or of another kind", () => {
    const elsewhere = { name: "app", namespace: "other" };
    expect(inApp(namespace("other"), deployment({}, elsewhere, "other"), service({}, elsewhere), service())).toEqual(
      [],
    );
  });

  it("may have the kind, namespace and name of another on another cluster", () => {
    const second = clusterProvider("second");
    const there = of(`${second.urn}::second`, { ...namespace(), name: "there", urn: "urn:there" });
    expect(faults(second, namespace(), there)).toEqual([]);
  });
});

describe("two clusters", () => {
  const second = clusterProvider("second");
  const there = (object: SimulatedResource) => of(`${second.urn}::second`, object);

  it("have no namespaces, pods or accounts in common", () => {
    expect(inApp(second, there(deployment({}, inLab, "other")))).toEqual(["other: the lab has no namespace lab"]);
    expect(inApp(second, there(namespace("lab")), there(service()))).toEqual([
      'service: it selects no pod of namespace lab: {"app":"app"}',
    ]);
    const account = record(models, "kubernetes:core/v1:ServiceAccount", "account", {
      kind: "ServiceAccount",
      metadata: inLab,
    });
    const pods = deployment({ serviceAccountName: "app" }, { ...inLab, name: "b" }, "b");
    expect(inApp(second, there(namespace("lab")), there(account), pods)).toEqual([
      "b: it names the ServiceAccount app, which the lab does not have in namespace lab",
    ]);
  });
});

describe("an object that the simulator has no model of", () => {
  it("does not break the rehearsal", () => {
    const unmodelled = { ...namespace(), type: "kubernetes:core/v1:ConfigMap", state: {}, inputs: {} };
    expect(faults(unmodelled)).toEqual([]);
  });
});

describe("a namespace", () => {
  const secured = (level: string) => namespace("lab", { labels: { "pod-security.kubernetes.io/enforce": level } });
  const root = { hostNetwork: true };

  it("refuses pods by the level that it enforces", () => {
    const refused = (level: string) =>
      `deployment: namespace lab (${level}) would refuse its pods: it uses the node's own network or processes`;
    const safe = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
    const pod = {
      ...root,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [{ name: "app", securityContext: safe }],
    };
    expect(faults(secured("baseline"), deployment(pod))).toEqual([refused("baseline")]);
    expect(faults(secured("restricted"), deployment(pod))).toEqual([refused("restricted")]);
  });

  it("reports each fault of a pod by itself", () => {
    const prefix = "deployment: namespace lab (restricted) would refuse its pods: container app";
    expect(faults(secured("restricted"), deployment())).toEqual([
      `${prefix} lacks runAsNonRoot: true`,
      `${prefix} lacks a seccompProfile`,
      `${prefix} lacks allowPrivilegeEscalation: false`,
      `${prefix} keeps capabilities: drop ALL is missing`,
    ]);
  });

  it("admits everything if it enforces nothing, or only warns", () => {
    const warning = namespace("lab", { labels: { "pod-security.kubernetes.io/warn": "restricted" } });
    expect(faults(namespace(), deployment(root))).toEqual([]);
    expect(faults(warning, deployment(root))).toEqual([]);
    expect(faults(secured("privileged"), deployment(root))).toEqual([]);
  });

  it("judges only its own pods", () => {
    const elsewhere = deployment(root, { name: "app", namespace: "default" });
    expect(faults(secured("restricted"), elsewhere)).toEqual([]);
  });

  it("enforces no level that there is not", () => {
    expect(faults(secured("strict"))).toHaveLength(1);
  });
});

describe("a Service", () => {
  const absent = (port: unknown) => `service: it names port ${port}, which the pods that it selects do not have`;

  it("may name a port of its pods by name, by number, or by being the same", () => {
    expect(inApp(service({ ports: [{ port: 80, targetPort: "http" }] }))).toEqual([]);
    expect(inApp(service({ ports: [{ port: 80, targetPort: 8080 }] }))).toEqual([]);
    expect(inApp(service({ ports: [{ port: 8080 }] }))).toEqual([]);
  });

  it.each([
    ["by name", { port: 80, targetPort: "web" }, "web"],
    ["by number", { port: 80, targetPort: 8081 }, 8081],
    ["by being the same", { port: 80 }, 80],
  ])("names no port that its pods do not have, %s", (_how, port, named) => {
    expect(inApp(service({ ports: [port] }))).toEqual([absent(named)]);
  });

  it("is refused for each such port", () => {
    const ports = [{ port: 1, targetPort: "one" }, { port: 2, targetPort: "http" }, { port: 3 }];
    expect(inApp(service({ ports }))).toEqual([absent("one"), absent(3)]);
  });

  it("selects pods of its own namespace", () => {
    const elsewhere = { name: "app", namespace: "default" };
    expect(inApp(service({}, elsewhere))).toEqual(['service: it selects no pod of namespace default: {"app":"app"}']);
    expect(inApp(service({ selector: { app: "other" } }))).toEqual([
      'service: it selects no pod of namespace lab: {"app":"other"}',
    ]);
  });

  it("selects by all of its labels", () => {
    expect(inApp(service({ selector: { ...labels, tier: "web" } }))).toEqual([
      'service: it selects no pod of namespace lab: {"app":"app","tier":"web"}',
    ]);
  });

  it("needs no pods if it has no selector", () => {
    expect(faults(namespace(), service({ selector: undefined, ports: [{ port: 80 }] }))).toEqual([]);
  });

  it("finds the port in any of the pods that it selects", () => {
    const second = deployment(
      { containers: [{ name: "b", ports: [{ name: "web", containerPort: 81 }] }] },
      { ...inLab, name: "b" },
      "b",
    );
    expect(inApp(second, service({ ports: [{ port: 80, targetPort: "web" }] }))).toEqual([]);
  });

  it("finds a port by name only with its own protocol", () => {
    const ports = [{ port: 80, targetPort: "http", protocol: "UDP" }];
    expect(inApp(service({ ports }))).toEqual([absent("http")]);
  });
});

describe("a network policy", () => {
  const allowing = (...ports: Inputs[]) => policy({ podSelector: { matchLabels: labels }, ingress: [{ ports }] });
  const absent = (port: unknown) => `policy: it names port ${port}, which the pods that it selects do not have`;

  it("may be about all ports, ports of its pods, and about what goes out", () => {
    expect(inApp(policy({ policyTypes: ["Ingress", "Egress"] }))).toEqual([]);
    expect(inApp(policy({ ingress: [{}] }))).toEqual([]);
    expect(inApp(allowing({ port: "http" }, { port: 8080 }))).toEqual([]);
    expect(inApp(policy({ egress: [{ ports: [{ port: 53, protocol: "UDP" }] }] }))).toEqual([]);
  });

  it.each(["web", 80])("lets nobody in at a port that its pods do not have: %j", (port) => {
    expect(inApp(allowing({ port }))).toEqual([absent(port)]);
  });

  it("may be about all ports of one protocol", () => {
    expect(inApp(allowing({ protocol: "TCP" }))).toEqual([]);
  });

  it("may be about a range in which its pods have a port", () => {
    expect(inApp(allowing({ port: 8000, endPort: 8999 }))).toEqual([]);
  });

  it("selects some pod", () => {
    expect(inApp(policy({ podSelector: { matchLabels: { app: "other" } } }))).toEqual([
      'policy: it selects no pod of namespace lab: {"app":"other"}',
    ]);
  });

  it("may close a whole namespace before there are pods in it", () => {
    expect(faults(namespace(), policy({ policyTypes: ["Ingress", "Egress"] }))).toEqual([]);
    const some = { matchExpressions: [{ key: "app", operator: "DoesNotExist" }] };
    expect(faults(namespace(), policy({ podSelector: some }))).toHaveLength(1);
  });

  it("may select by expressions, which must match too", () => {
    const by = (values: string[]) =>
      policy({ podSelector: { matchExpressions: [{ key: "app", operator: "In", values }] } });
    expect(inApp(by(["app"]))).toEqual([]);
    expect(inApp(by(["other"]))).toHaveLength(1);
  });
});

describe("a disruption budget", () => {
  it("selects some pod", () => {
    expect(inApp(budget({ selector: { matchLabels: labels } }))).toEqual([]);
    expect(inApp(budget({ selector: {} }))).toEqual([]);
    expect(inApp(budget({ selector: { matchLabels: { app: "other" } } }))).toEqual([
      'budget: it selects no pod of namespace lab: {"app":"other"}',
    ]);
  });

  it("selects no pod at all without a selector", () => {
    expect(inApp(budget({}))).toHaveLength(1);
  });
});

describe("rights", () => {
  const rbac = "kubernetes:rbac.authorization.k8s.io/v1";
  const of = (type: string, name: string, inputs: Inputs) => {
    const kind = type.split(":").at(-1);
    return record(models, type, name, { kind, metadata: inLab, ...inputs });
  };
  const account = (metadata: Inputs = inLab) => of("kubernetes:core/v1:ServiceAccount", "account", { metadata });
  const role = (metadata: Inputs = inLab) => of(`${rbac}:Role`, "role", { metadata });
  const binding = (roleRef: Inputs, subject: Inputs, metadata: Inputs = inLab) =>
    of(`${rbac}:RoleBinding`, "binding", { metadata, roleRef, subjects: [subject] });
  const app = { kind: "ServiceAccount", name: "app", namespace: "lab" };
  const appRole = { kind: "Role", name: "app" };
  const absent = (name: string, what: string, place = "lab") =>
    `${name}: it names the ${what}, which the lab does not have in namespace ${place}`;

  it("are given by a role of the lab, or one that every cluster has, to an account", () => {
    expect(inApp(account(), role(), binding(appRole, app))).toEqual([]);
    expect(inApp(account(), binding({ kind: "ClusterRole", name: "view" }, app))).toEqual([]);
    expect(inApp(role(), binding(appRole, { ...app, name: "default" }))).toEqual([]);
  });

  it("are not given by a role, or to an account, that is not there", () => {
    expect(inApp(account(), binding(appRole, app))).toEqual([absent("binding", "Role app")]);
    expect(inApp(role(), binding(appRole, app))).toEqual([absent("binding", "ServiceAccount app")]);
    expect(inApp(account(), role(), binding(appRole, { ...app, namespace: "other" }))).toEqual([
      absent("binding", "ServiceAccount app", "other"),
    ]);
  });

  it("are not looked for in accounts of another kind, such as people", () => {
    expect(inApp(role(), binding(appRole, { kind: "User", name: "kim" }))).toEqual([]);
  });

  it("may be those of a role of the system's own", () => {
    expect(inApp(account(), binding({ kind: "ClusterRole", name: "system:auth-delegator" }, app))).toEqual([]);
  });

  it("may be given in the namespace default, by objects that do not name it", () => {
    const here = { name: "app" };
    const objects = [account(here), role(here), binding(appRole, { ...app, namespace: "default" }, here)];
    expect(faults(...objects)).toEqual([]);
  });

  it("may be those of a role for the whole cluster, which is in no namespace", () => {
    const all = { name: "lab-app" };
    const clusterRole = of(`${rbac}:ClusterRole`, "all", { metadata: all });
    const bound = of(`${rbac}:ClusterRoleBinding`, "bound", {
      metadata: all,
      roleRef: { kind: "ClusterRole", name: "lab-app" },
      subjects: [app],
    });
    expect(inApp(account(), clusterRole, bound)).toEqual([]);
    expect(inApp(account(), clusterRole, binding({ kind: "ClusterRole", name: "lab-app" }, app))).toEqual([]);
    expect(inApp(account(), bound)).toEqual([absent("bound", "ClusterRole lab-app", "default")]);
  });

  it("belong to pods by an account that is there", () => {
    const pods = deployment({ serviceAccountName: "app" }, { ...inLab, name: "b" }, "b");
    expect(inApp(pods)).toEqual([absent("b", "ServiceAccount app")]);
    expect(inApp(account(), pods)).toEqual([]);
  });
});

describe("the binding of an admission policy", () => {
  const admission = "kubernetes:admissionregistration.k8s.io/v1";
  const of = (type: string, name: string, spec: Inputs) =>
    record(models, `${admission}:${type}`, name, { kind: type, metadata: { name }, spec });
  const about = of("ValidatingAdmissionPolicy", "no-addresses", {});
  const bindingOf = (policyName: string) => of("ValidatingAdmissionPolicyBinding", "bound", { policyName });

  it("names a policy that is there", () => {
    expect(faults(about, bindingOf("no-addresses"))).toEqual([]);
    expect(faults(about, bindingOf("no-address"))).toEqual([
      "bound: it names the ValidatingAdmissionPolicy no-address, which the lab does not have in namespace default",
    ]);
  });
});
