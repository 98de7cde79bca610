import * as kubernetes from "@pulumi/kubernetes";
import { parse } from "yaml";
import { StudentSpace } from "../../../../components/kubernetes/students/studentSpace";
import { limitsSpec, noPriority, quotaSpec } from "../../../../components/kubernetes/students/limits";
import { policySpec } from "../../../../components/kubernetes/students/network";
import { studentRules } from "../../../../components/kubernetes/students/role";
import type { Inputs, SimulatedResource } from "../../../../simulator";
import { BareCluster } from "../../../bareCluster";
import { only, resourceSet, run, valueOf } from "../../../lab";

const rbac = "kubernetes:rbac.authorization.k8s.io/v1";
const quota = { milliCpu: 200, mebibytes: 640, pods: 10, services: 5, loadBalancers: 1, volumes: 1 };
const student = { name: "김민수", label: "gim-min-su" };
const namespaceName = "student-gim-min-su";
const labels = { "app.kubernetes.io/part-of": "container-lab", "container-lab/student": "gim-min-su" };

async function space() {
  const { resources, result, outputs } = await run(() => {
    const cluster = new BareCluster();
    const { provider } = cluster;
    const { metadata } = new kubernetes.core.v1.Namespace("accounts", { metadata: { name: "students" } }, { provider });
    const made = new StudentSpace("gim-min-su", { cluster, student, quota, accounts: metadata.name });
    return { kubeconfig: made.kubeconfig };
  });
  return { resources, outputs, kubeconfig: await valueOf(result.kubeconfig) };
}

describe("StudentSpace", () => {
  let resources: readonly SimulatedResource[];
  let outputs: Inputs;
  let kubeconfig: string;
  let own: SimulatedResource[];

  beforeAll(async () => {
    ({ resources, outputs, kubeconfig } = await space());
    own = resources.filter(({ urn }) => urn.includes("lab:kubernetes:StudentSpace"));
  });

  const inputs = (type: string, name?: string) => {
    const { apiVersion: _version, kind: _kind, ...rest } = only(own, type, name).inputs;
    return rest;
  };
  const metadata = { name: "student", namespace: namespaceName, labels };

  it("is a namespace, its bounds, an account with a role and a token, and nothing else", () => {
    expect(resourceSet(own)).toEqual([
      "kubernetes:core/v1:LimitRange gim-min-su-limits",
      "kubernetes:core/v1:Namespace gim-min-su",
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
          ...labels,
          "pod-security.kubernetes.io/enforce": "baseline",
          "pod-security.kubernetes.io/warn": "baseline",
        },
        annotations: { "container-lab/name": "김민수" },
      },
    });
  });

  it("has its quotas, limits and network policy in that namespace", () => {
    expect(inputs("kubernetes:core/v1:ResourceQuota", "gim-min-su-quota")).toEqual({
      metadata,
      spec: quotaSpec(quota),
    });
    expect(inputs("kubernetes:core/v1:ResourceQuota", "gim-min-su-priority")).toEqual({
      metadata: { ...metadata, name: "no-priority" },
      spec: noPriority,
    });
    expect(inputs("kubernetes:core/v1:LimitRange")).toEqual({ metadata, spec: limitsSpec(quota) });
    expect(inputs("kubernetes:networking.k8s.io/v1:NetworkPolicy")).toEqual({
      metadata,
      spec: policySpec(["10.244.0.0/16", "10.0.0.0/16"]),
    });
  });

  it("has its account outside of the namespace, where the student can neither read its token nor make another", () => {
    expect(inputs("kubernetes:core/v1:ServiceAccount")).toEqual({
      metadata: { name: "gim-min-su", namespace: "students", labels },
      automountServiceAccountToken: false,
    });
    expect(inputs("kubernetes:core/v1:Secret")).toEqual({
      metadata: {
        name: "gim-min-su",
        namespace: "students",
        labels,
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

  it("puts out a kubeconfig for the student's namespace, with the account's token and nothing of the administrator's", () => {
    const authority = "-----BEGIN CERTIFICATE-----\nsimulated\n-----END CERTIFICATE-----\n";
    expect(parse(kubeconfig)).toEqual({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "lab",
          cluster: {
            server: "https://bare.invalid:6443",
            "certificate-authority-data": Buffer.from(authority).toString("base64"),
          },
        },
      ],
      users: [{ name: "gim-min-su", user: { token: expect.stringMatching(/^simulated-token-[0-9a-f]{8}$/) } }],
      contexts: [{ name: namespaceName, context: { cluster: "lab", namespace: namespaceName, user: "gim-min-su" } }],
      "current-context": namespaceName,
    });
  });

  it("shows neither the kubeconfig nor the token", () => {
    const token = parse(kubeconfig).users[0].user.token as string;
    const shown = JSON.stringify([outputs, ...resources.map(({ shownInputs }) => shownInputs)]);
    expect(outputs).toEqual({ kubeconfig: "[secret]" });
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(Buffer.from(token).toString("base64"));
  });

  it("goes to its cluster and nowhere else, and is gone with it", () => {
    const [cluster, provider] = ["test:index:BareCluster", "pulumi:providers:kubernetes"].map(
      (type) => only(resources, type).urn,
    );
    const objects = own.filter(({ custom }) => custom);
    expect(objects.map(({ options, provider }) => [options.deletedWith, provider.replace(/::[^:]*$/, "")])).toEqual(
      Array.from({ length: 9 }, () => [cluster, provider]),
    );
  });

  it("lies under the space as a whole, so that one student is one branch of the tree", () => {
    const { urn } = only(own, "lab:kubernetes:StudentSpace");
    expect(new Set(own.filter(({ custom }) => custom).map(({ parent }) => parent))).toEqual(new Set([urn]));
  });
});
