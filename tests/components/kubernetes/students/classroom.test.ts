import { parse } from "yaml";
import { Classroom } from "../../../../components/kubernetes/students/classroom";
import { ContainerLab } from "../../../../components/containerLab";
import { studentsOf } from "../../../../config/students";
import type { SimulatedResource } from "../../../../simulator";
import { BareCluster } from "../../../bareCluster";
import { labConfig, memoize, only, resourceSet, run, valueOf } from "../../../lab";

const admission = "kubernetes:admissionregistration.k8s.io/v1";
const quota = { cpu: 200, memory: 640, pods: 10, services: 5, loadBalancers: 1, volumes: 1 };

const classOf = memoize(async (...names: string[]) => {
  const { resources, result, outputs } = await run(() => {
    const { students } = studentsOf(names);
    const { kubeconfigs } = new Classroom("students", { cluster: new BareCluster(), students, quota });
    return { kubeconfigs };
  });
  const ours = resources.filter(({ urn }) => urn.includes("lab:kubernetes:Classroom"));
  return { resources, ours, outputs, kubeconfigs: await valueOf(result.kubeconfigs) };
});

const shared = [
  "kubernetes:core/v1:Namespace students",
  `${admission}:ValidatingAdmissionPolicy students-services`,
  `${admission}:ValidatingAdmissionPolicyBinding students-services`,
  "lab:kubernetes:Classroom students",
];

const spaceOf = (label: string) => [
  `kubernetes:core/v1:LimitRange ${label}-limits`,
  `kubernetes:core/v1:Namespace ${label}`,
  `kubernetes:core/v1:ResourceQuota ${label}-priority`,
  `kubernetes:core/v1:ResourceQuota ${label}-quota`,
  `kubernetes:core/v1:Secret ${label}-token`,
  `kubernetes:core/v1:ServiceAccount ${label}-account`,
  `kubernetes:networking.k8s.io/v1:NetworkPolicy ${label}-policy`,
  `kubernetes:rbac.authorization.k8s.io/v1:Role ${label}-role`,
  `kubernetes:rbac.authorization.k8s.io/v1:RoleBinding ${label}-role`,
  `lab:kubernetes:StudentSpace ${label}`,
];

describe("Classroom", () => {
  it.each([[[]], [["kim"]], [["김민수", "kim"]]])(
    "of %j is what all share, a space for each, and nothing else",
    async (names) => {
      const { ours } = await classOf(...names);
      const labels = studentsOf(names).students.map(({ label }) => label);
      expect(resourceSet(ours)).toEqual([...shared, ...labels.flatMap(spaceOf)].sort());
    },
  );

  it("has a namespace for the students' accounts, in which nobody has rights and no pod would be much of one", async () => {
    const { ours } = await classOf("김민수", "kim");
    expect(only(ours, "kubernetes:core/v1:Namespace", "students").inputs["metadata"]).toEqual({
      name: "students",
      labels: {
        "app.kubernetes.io/part-of": "container-lab",
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
      },
    });
    const inside = ours.filter(({ inputs }) => inputs["metadata"]?.namespace === "students").map(({ type }) => type);
    expect(new Set(inside)).toEqual(new Set(["kubernetes:core/v1:Secret", "kubernetes:core/v1:ServiceAccount"]));
  });

  it("gives no account a role for the whole cluster", async () => {
    const { ours } = await classOf("김민수", "kim");
    expect(ours.filter(({ type }) => type.includes("ClusterRole"))).toEqual([]);
  });

  it("refuses Services that pick their own address or a port of the nodes, whatever happens to the policy itself", async () => {
    const { ours } = await classOf("kim");
    const {
      apiVersion: _version,
      kind: _kind,
      ...policy
    } = only(ours, `${admission}:ValidatingAdmissionPolicy`).inputs;
    expect(policy).toEqual({
      metadata: { name: "lab-students", labels: { "app.kubernetes.io/part-of": "container-lab" } },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [
            { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["services"] },
          ],
        },
        validations: [
          {
            expression: "!has(object.spec.externalIPs) || size(object.spec.externalIPs) == 0",
            message: "a student's Service has no externalIPs",
          },
          {
            expression: "!has(object.spec.loadBalancerIP) || object.spec.loadBalancerIP == ''",
            message: "a student's Service has no loadBalancerIP",
          },
          {
            expression:
              "!has(object.spec.type) || object.spec.type != 'LoadBalancer' || !has(object.spec.ports) || " +
              "object.spec.ports.all(each, !(each.port in [2379, 2380, 2381, 6443, 6444, 8472, 10248, 10249, 10250, 10256, 10257, 10258, 10259, 51820, 51821]))",
            message:
              "a student's load balancer has none of the nodes' own ports (2379, 2380, 2381, 6443, 6444, 8472, 10248, 10249, 10250, 10256, 10257, 10258, 10259, 51820, 51821)",
          },
          {
            expression:
              "!has(object.metadata.annotations) || !object.metadata.annotations.exists(key, key.startsWith('service.beta.kubernetes.io/azure-'))",
            message: "a student's Service has no annotations for Azure's load balancer",
          },
        ],
      },
    });
  });

  it("refuses them in the students' namespaces only, by the label that these have and no other does", async () => {
    const { ours } = await classOf("김민수", "kim");
    const {
      apiVersion: _version,
      kind: _kind,
      ...binding
    } = only(ours, `${admission}:ValidatingAdmissionPolicyBinding`).inputs;
    expect(binding).toEqual({
      metadata: { name: "lab-students", labels: { "app.kubernetes.io/part-of": "container-lab" } },
      spec: {
        policyName: "lab-students",
        validationActions: ["Deny"],
        matchResources: {
          namespaceSelector: { matchExpressions: [{ key: "container-lab/student", operator: "Exists" }] },
        },
      },
    });
    const marked = ours
      .filter(({ type }) => type === "kubernetes:core/v1:Namespace")
      .map(({ id, inputs }) => [id, inputs["metadata"].labels["container-lab/student"]]);
    expect(marked.sort()).toEqual([
      ["student-gim-min-su", "gim-min-su"],
      ["student-kim", "kim"],
      ["students", undefined],
    ]);
  });

  it("gives each student a kubeconfig of their own, with a token that nobody else has", async () => {
    const { kubeconfigs } = await classOf("김민수", "kim");
    expect(Object.keys(kubeconfigs).sort()).toEqual(["gim-min-su", "kim"]);
    const read = Object.entries(kubeconfigs).map(([label, text]) => [label, parse(text)["current-context"]]);
    expect(read.sort()).toEqual([
      ["gim-min-su", "student-gim-min-su"],
      ["kim", "student-kim"],
    ]);
    expect(new Set(Object.values(kubeconfigs).map((text) => parse(text).users[0].user.token)).size).toBe(2);
  });

  it("keeps the kubeconfigs secret, those of a class of nobody too", async () => {
    const [some, none] = [await classOf("kim"), await classOf()];
    expect([some.outputs, none.outputs]).toEqual([{ kubeconfigs: "[secret]" }, { kubeconfigs: "[secret]" }]);
    const token = parse(some.kubeconfigs["kim"]!).users[0].user.token as string;
    expect(JSON.stringify(some.resources.map(({ shownInputs }) => shownInputs))).not.toContain(token);
    expect(none.kubeconfigs).toEqual({});
  });

  it("sends every object to its cluster, with which it is gone", async () => {
    const { resources, ours } = await classOf("김민수", "kim");
    const cluster = only(resources, "test:index:BareCluster").urn;
    const provider = only(resources, "pulumi:providers:kubernetes").urn;
    const objects = ours.filter(({ custom }) => custom);
    expect(objects.map(({ options, provider: own }) => [options.deletedWith, own.replace(/::[^:]*$/, "")])).toEqual(
      Array.from({ length: 21 }, () => [cluster, provider]),
    );
  });

  it.each([
    ["the first", ["kim", "park"]],
    ["one in the middle", ["lee", "park"]],
    ["the last", ["lee", "kim"]],
  ])("leaves all others as they are when %s goes", async (_which, left) => {
    const written = ({ ours }: { ours: SimulatedResource[] }) =>
      new Map(ours.map(({ urn, inputs, options, parent }) => [urn, { inputs, options, parent }]));
    const before = written(await classOf("lee", "kim", "park"));
    const after = written(await classOf(...left));
    const gone = ["lee", "kim", "park"].filter((name) => !left.includes(name)).flatMap(spaceOf);
    expect([...before.keys()].filter((urn) => !after.has(urn))).toHaveLength(gone.length);
    expect(after.size).toBe(before.size - gone.length);
    for (const [urn, resource] of after) expect(resource).toEqual(before.get(urn));
  });

  it("keeps apart students whose names end in what an object's name ends in", async () => {
    const names = ["kim", "kim-quota", "kim-account", "students", "kim-role-role"];
    const { ours } = await classOf(...names);
    expect(resourceSet(ours)).toEqual([...shared, ...names.flatMap(spaceOf)].sort());
  });
});

describe("a lab's class", () => {
  const labOf = memoize(async (config: Record<string, string>) => {
    const { resources, outputs } = await run(() => {
      const { students } = new ContainerLab("lab", labConfig({ dockerHost: "false", ...config }));
      return { students };
    });
    return { resources, outputs, ours: resources.filter(({ urn }) => urn.includes("lab:kubernetes:Classroom")) };
  });

  it("is not there without students, and nothing is put out for it", async () => {
    const { ours, outputs } = await labOf({});
    expect(ours).toEqual([]);
    expect(outputs).toEqual({});
  });

  it.each([
    ["a list", { students: '["김민수","Lee Ji-woo","park3"]' }],
    ["a file", { studentsFile: "students.example.txt" }],
  ])("is made of %s, with kubeconfigs that are secret", async (_what, config) => {
    const { ours, outputs } = await labOf(config);
    const spaces = ours.filter(({ type }) => type === "lab:kubernetes:StudentSpace").map(({ name }) => name);
    expect(spaces).toEqual(["gim-min-su", "lee-ji-woo", "park3"]);
    expect(outputs).toEqual({ students: "[secret]" });
  });

  it("has the quotas of the stack", async () => {
    const { ours } = await labOf({
      students: '["kim"]',
      studentCpu: "1.5",
      studentMemory: "2Gi",
      studentPods: "4",
      studentServices: "3",
      studentLoadBalancers: "0",
      studentVolumes: "2",
    });
    expect(only(ours, "kubernetes:core/v1:ResourceQuota", "kim-quota").inputs["spec"].hard).toMatchObject({
      "requests.cpu": "1500m",
      "requests.memory": "2048Mi",
      pods: "4",
      services: "3",
      "services.loadbalancers": "0",
      persistentvolumeclaims: "2",
    });
  });

  it("is on Azure's cluster, goes with it, and is closed to that cluster's own ranges wherever they are", async () => {
    const { resources, ours } = await labOf({
      students: '["kim"]',
      podCidr: "20.0.0.0/16",
      serviceCidr: "11.0.0.0/16",
    });
    const cluster = only(resources, "azure-native:containerservice:ManagedCluster").urn;
    expect(new Set(ours.filter(({ custom }) => custom).map(({ options }) => options.deletedWith))).toEqual(
      new Set([cluster]),
    );
    const { egress } = only(ours, "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs["spec"];
    expect(egress.at(-1).to[0].ipBlock.except).toEqual(expect.arrayContaining(["20.0.0.0/16", "11.0.0.0/16"]));
  });

  it("is taken away object by object from a cluster that outlives the lab", async () => {
    const { ours } = await labOf({
      target: "local",
      dockerHost: "true",
      kubeContext: "kind-kind",
      image: "ghcr.io/example/app:1.0.0",
      apiServer: "https://10.0.0.5:6443",
      students: '["kim"]',
    });
    const objects = ours.filter(({ custom }) => custom);
    expect(objects.map(({ options }) => options.deletedWith)).toEqual(Array.from({ length: 12 }, () => ""));
  });
});
