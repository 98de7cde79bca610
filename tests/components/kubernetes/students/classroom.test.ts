import { parse } from "yaml";
import { admissionRules } from "../../../../components/kubernetes/students/admission";
import { policySpec } from "../../../../components/kubernetes/students/admission/policy";
import { Classroom, createClassroom } from "../../../../components/kubernetes/students/classroom";
import {
  limitsSpec,
  noNeighbours,
  noPriority,
  quotaSpec,
  reservedAnnotations,
} from "../../../../components/kubernetes/students/limits";
import { egressSpec } from "../../../../components/kubernetes/students/network";
import { classRules, studentRules } from "../../../../components/kubernetes/students/role";
import { studentsOf } from "../../../../config/students";
import type { SimulatedResource } from "../../../../simulator";
import { BareCluster } from "../../../bareCluster";
import { labConfig, memoize, only, resourceSet, run, valueOf } from "../../../lab";

const admission = "kubernetes:admissionregistration.k8s.io/v1";
const rbac = "kubernetes:rbac.authorization.k8s.io/v1";
const namespaceName = "student-gim-min-su";
/** In kubeconfigs: project, stack and fingerprint of the simulated authority. */
const clusterName = "azure-container-lab/test-c44df0";
const spaceLabels = { "app.kubernetes.io/part-of": "container-lab", "container-lab/student": "gim-min-su" };
const quota = { milliCpu: 200, mebibytes: 640, pods: 10, services: 5, loadBalancers: 1, volumes: 1 };

const studentsNamed = memoize(async (...names: string[]) => {
  const { resources, result, outputs } = await run(() => {
    const { students } = studentsOf(names);
    const { kubeconfigs } = new Classroom("students", { cluster: new BareCluster(), students, quota });
    return { kubeconfigs };
  });
  const ours = resources.filter(({ urn }) => urn.includes("lab:kubernetes:Classroom"));
  return { resources, ours, outputs, kubeconfigs: await valueOf(result.kubeconfigs) };
});

/** Names that could collide: with one another's objects, and with what the class shares. */
const tricky = ["김민수", "kim", "kim-quota", "students"];
const labels = ["gim-min-su", ...tricky.slice(1)];

const shared = [
  "kubernetes:core/v1:Namespace students",
  ...["services", "pods", "deletes", "finalizers", "claims", "sizes"].flatMap((subject) => [
    `${admission}:ValidatingAdmissionPolicy students-${subject}`,
    `${admission}:ValidatingAdmissionPolicyBinding students-${subject}`,
  ]),
  `${rbac}:ClusterRole students-role`,
  `${rbac}:ClusterRoleBinding students-role`,
  "lab:kubernetes:Classroom students",
];

/** What is under the class itself: neither its spaces nor what they consist of. */
function sharedParts(ours: SimulatedResource[]): string[] {
  return resourceSet(ours.filter(({ urn }) => !urn.includes("StudentSpace")));
}

function inputsOf(ours: SimulatedResource[], type: string, name?: string) {
  const { apiVersion: _version, kind: _kind, ...inputs } = only(ours, type, name).inputs;
  return inputs;
}

describe("Classroom", () => {
  it.each([[[]], [tricky]])("of %j is what all share, and a space for each", async (names) => {
    const { ours } = await studentsNamed(...names);
    const spaces = ours.filter(({ type }) => type === "lab:kubernetes:StudentSpace").map(({ name }) => name);
    expect(sharedParts(ours)).toEqual([...shared].sort());
    expect(spaces).toEqual(studentsOf(names).students.map(({ label }) => label));
    expect(ours).toHaveLength(shared.length + 11 * names.length);
    expect(new Set(ours.map(({ urn }) => urn)).size).toBe(ours.length);
  });

  it("has a namespace for the accounts, in which no account has rights and no pod can do harm", async () => {
    const { ours } = await studentsNamed(...tricky);
    const namespace = ours.find(({ id, type }) => type === "kubernetes:core/v1:Namespace" && id === "students");
    expect(namespace?.inputs["metadata"]).toEqual({
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

  it("lets the group of its accounts read nodes", async () => {
    const { ours } = await studentsNamed(...tricky);
    const metadata = { name: "lab-students", labels: { "app.kubernetes.io/part-of": "container-lab" } };
    expect(inputsOf(ours, `${rbac}:ClusterRole`)).toEqual({ metadata, rules: classRules });
    expect(inputsOf(ours, `${rbac}:ClusterRoleBinding`)).toEqual({
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "lab-students" },
      subjects: [{ kind: "Group", apiGroup: "rbac.authorization.k8s.io", name: "system:serviceaccounts:students" }],
    });
  });

  it.each(Object.entries(admissionRules({ takenLoadBalancerPorts: [], storageClasses: undefined })))(
    "has its policy for %s hold in namespaces with a student's label, which no other has",
    async (subject, rules) => {
      const { ours } = await studentsNamed(...tricky);
      const metadata = { name: `lab-students-${subject}`, labels: { "app.kubernetes.io/part-of": "container-lab" } };
      const name = `students-${subject}`;
      expect(inputsOf(ours, `${admission}:ValidatingAdmissionPolicy`, name)).toEqual({
        metadata,
        spec: policySpec(rules),
      });
      expect(inputsOf(ours, `${admission}:ValidatingAdmissionPolicyBinding`, name)).toEqual({
        metadata,
        spec: {
          policyName: metadata.name,
          validationActions: ["Deny"],
          matchResources: {
            namespaceSelector: { matchExpressions: [{ key: "container-lab/student", operator: "Exists" }] },
          },
        },
      });
      const marked = ours
        .filter(({ type }) => type === "kubernetes:core/v1:Namespace")
        .map(({ id, inputs }) => [id, inputs["metadata"].labels["container-lab/student"]]);
      expect(marked.sort()).toEqual(
        [["students", undefined], ...labels.map((label) => [`student-${label}`, label])].sort(),
      );
    },
  );

  it("creates no space before its policies hold", async () => {
    const { ours } = await studentsNamed(...tricky);
    const bindings = ours.filter(({ type }) => type.endsWith("PolicyBinding")).map(({ urn }) => urn);
    for (const { options } of ours.filter(({ id, type }) => type.endsWith(":Namespace") && id !== "students")) {
      expect(options.dependencies).toEqual(expect.arrayContaining(bindings));
    }
  });

  it("gives each student a kubeconfig of their own, with a token that nobody else has", async () => {
    const { kubeconfigs } = await studentsNamed(...tricky);
    const read = Object.entries(kubeconfigs).map(([label, text]) => [label, parse(text)["current-context"]]);
    expect(read.sort()).toEqual(labels.map((label) => [label, `${label}@${clusterName}`]).sort());
    const tokens = Object.values(kubeconfigs).map((text) => parse(text).users[0].user.token as string);
    expect(new Set(tokens).size).toBe(labels.length);
  });

  it("keeps the kubeconfigs secret, those of an empty class too", async () => {
    const [some, none] = [await studentsNamed(...tricky), await studentsNamed()];
    expect([some.outputs, none.outputs]).toEqual([{ kubeconfigs: "[secret]" }, { kubeconfigs: "[secret]" }]);
    const token = parse(some.kubeconfigs["kim"]!).users[0].user.token as string;
    expect(JSON.stringify(some.resources.map(({ shownInputs }) => shownInputs))).not.toContain(token);
    expect(none.kubeconfigs).toEqual({});
  });

  it("creates every object on its cluster, and lets it go with it", async () => {
    const { resources, ours } = await studentsNamed(...tricky);
    const cluster = only(resources, "test:index:BareCluster").urn;
    const provider = only(resources, "pulumi:providers:kubernetes").urn;
    const objects = ours.filter(({ custom }) => custom);
    expect(objects.map(({ options, provider: own }) => [options.deletedWith, own.replace(/::[^:]*$/, "")])).toEqual(
      Array.from({ length: 15 + 10 * tricky.length }, () => [cluster, provider]),
    );
  });

  it.each([
    ["first", tricky.slice(1)],
    ["third", tricky.filter((_name, index) => index !== 2)],
  ])("leaves all other spaces as they are when the %s student goes", async (_which, left) => {
    const written = ({ ours }: { ours: SimulatedResource[] }) =>
      new Map(ours.map(({ urn, inputs, options, parent }) => [urn, { inputs, options, parent }]));
    const before = written(await studentsNamed(...tricky));
    const after = written(await studentsNamed(...left));
    expect(after.size).toBe(before.size - 11);
    for (const [urn, resource] of after) expect(resource).toEqual(before.get(urn));
  });
});

describe("createClassroom", () => {
  it("creates nothing without students", async () => {
    const { resources, result } = await run(() => ({
      classroom: createClassroom(labConfig(), { cluster: new BareCluster() }, {}) ?? null,
    }));
    expect(result.classroom).toBeNull();
    expect(resources.map(({ type }) => type)).toEqual(["test:index:BareCluster", "pulumi:providers:kubernetes"]);
  });

  it("gives each student of a file a space with the quotas of the stack", async () => {
    const config = labConfig({
      studentCpu: "1.5",
      studentMemory: "2Gi",
      studentPods: "4",
      studentServices: "3",
      studentLoadBalancers: "0",
      studentVolumes: "2",
    });
    const settings = { ...config, studentsFile: studentsOf(["kim"]).students };
    const { resources } = await run(() => void createClassroom(settings, { cluster: new BareCluster() }, {}));
    expect(only(resources, "kubernetes:core/v1:ResourceQuota", "kim-quota").inputs["spec"]).toEqual(
      quotaSpec({ milliCpu: 1500, mebibytes: 2048, pods: 4, services: 3, loadBalancers: 0, volumes: 2 }),
    );
  });
});

describe("StudentSpace", () => {
  let resources: readonly SimulatedResource[];
  let kubeconfig: string;
  let own: SimulatedResource[];

  beforeAll(async () => {
    const made = await studentsNamed(...tricky);
    resources = made.resources;
    kubeconfig = made.kubeconfigs["gim-min-su"]!;
    const space = only(resources, "lab:kubernetes:StudentSpace", "gim-min-su");
    own = [space, ...resources.filter(({ parent }) => parent === space.urn)];
  });

  const inputs = (type: string, name?: string) => {
    const { apiVersion: _version, kind: _kind, ...rest } = only(own, type, name).inputs;
    return rest;
  };
  const metadata = { name: "student", namespace: namespaceName, labels: spaceLabels };

  it("is a namespace, its bounds, an account with a role and a token, and nothing else", () => {
    expect(resourceSet(own)).toEqual([
      "kubernetes:core/v1:LimitRange gim-min-su-limits",
      "kubernetes:core/v1:Namespace gim-min-su",
      "kubernetes:core/v1:ResourceQuota gim-min-su-affinity",
      "kubernetes:core/v1:ResourceQuota gim-min-su-priority",
      "kubernetes:core/v1:ResourceQuota gim-min-su-quota",
      "kubernetes:core/v1:Secret gim-min-su-token",
      "kubernetes:core/v1:ServiceAccount gim-min-su-account",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy gim-min-su-policy",
      `${rbac}:Role gim-min-su-role`,
      `${rbac}:RoleBinding gim-min-su-role`,
      "lab:kubernetes:StudentSpace gim-min-su",
    ]);
  });

  it("has a namespace with the student's label and name, that keeps pods off the node itself", () => {
    expect(inputs("kubernetes:core/v1:Namespace")).toEqual({
      metadata: {
        name: namespaceName,
        labels: {
          ...spaceLabels,
          "pod-security.kubernetes.io/enforce": "baseline",
          "pod-security.kubernetes.io/warn": "baseline",
        },
        annotations: { "container-lab/name": "김민수" },
      },
    });
  });

  it("has its quotas, limits and network policy in the namespace", () => {
    expect(inputs("kubernetes:core/v1:ResourceQuota", "gim-min-su-quota")).toEqual({
      metadata: { ...metadata, annotations: reservedAnnotations(quota) },
      spec: quotaSpec(quota),
    });
    expect(inputs("kubernetes:core/v1:ResourceQuota", "gim-min-su-priority")).toEqual({
      metadata: { ...metadata, name: "no-priority" },
      spec: noPriority,
    });
    expect(inputs("kubernetes:core/v1:ResourceQuota", "gim-min-su-affinity")).toEqual({
      metadata: { ...metadata, name: "no-cross-namespace-affinity" },
      spec: noNeighbours,
    });
    expect(inputs("kubernetes:core/v1:LimitRange")).toEqual({ metadata, spec: limitsSpec(quota) });
    expect(inputs("kubernetes:networking.k8s.io/v1:NetworkPolicy")).toEqual({
      metadata,
      spec: egressSpec(["10.244.0.0/16", "10.0.0.0/16"]),
    });
  });

  it("has its account outside of the namespace, where the student can neither read its token nor make another", () => {
    expect(inputs("kubernetes:core/v1:ServiceAccount")).toEqual({
      metadata: { name: "gim-min-su", namespace: "students", labels: spaceLabels },
      automountServiceAccountToken: false,
    });
    expect(inputs("kubernetes:core/v1:Secret")).toEqual({
      metadata: {
        name: "gim-min-su",
        namespace: "students",
        labels: spaceLabels,
        annotations: { "kubernetes.io/service-account.name": "gim-min-su" },
      },
      type: "kubernetes.io/service-account-token",
    });
    const inside = own.filter(({ inputs }) => inputs["metadata"]?.namespace === namespaceName).map(({ type }) => type);
    expect(inside.filter((type) => /Secret|ServiceAccount/.test(type))).toEqual([]);
  });

  it("gives the account the student's role in the student's namespace, and no right elsewhere", () => {
    expect(inputs(`${rbac}:Role`)).toEqual({ metadata, rules: studentRules });
    expect(inputs(`${rbac}:RoleBinding`)).toEqual({
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "student" },
      subjects: [{ kind: "ServiceAccount", name: "gim-min-su", namespace: "students" }],
    });
  });

  it("has a kubeconfig for the student's namespace, with the account's token and nothing of the administrator's", () => {
    const user = `gim-min-su@${clusterName}`;
    const authority = "-----BEGIN CERTIFICATE-----\nsimulated\n-----END CERTIFICATE-----\n";
    expect(parse(kubeconfig)).toEqual({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: clusterName,
          cluster: {
            server: "https://bare.invalid:6443",
            "certificate-authority-data": Buffer.from(authority).toString("base64"),
          },
        },
      ],
      users: [{ name: user, user: { token: expect.stringMatching(/^simulated-token-[0-9a-f]{8}$/) } }],
      contexts: [{ name: user, context: { cluster: clusterName, namespace: namespaceName, user } }],
      "current-context": user,
    });
  });

  it("shows neither the kubeconfig nor the token", () => {
    const token = parse(kubeconfig).users[0].user.token as string;
    const shown = JSON.stringify(resources.map(({ shownInputs }) => shownInputs));
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(Buffer.from(token).toString("base64"));
  });
});
