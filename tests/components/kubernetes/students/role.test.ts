import { classRules, studentRules } from "../../../../components/kubernetes/students/role";

const all = ["get", "list", "watch", "create", "update", "patch", "delete"];
const read = ["get", "list", "watch"];

/** What rules grant, one right a line: `create deployments.apps`. */
const rightsOf = (rules: typeof studentRules) =>
  rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}${group === "" ? "" : `.${group}`}`)),
    ),
  );
const granted = new Set(rightsOf(studentRules));

const rights = (verbs: string[], ...resources: string[]) =>
  resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`));

describe("a student's role", () => {
  it("grants what the exercises need, and nothing else", () => {
    expect([...granted].sort()).toEqual(
      [
        ...rights(all, "pods", "services", "configmaps", "secrets", "persistentvolumeclaims"),
        ...rights(all, "deployments.apps", "statefulsets.apps", "jobs.batch", "cronjobs.batch"),
        ...rights(all, "horizontalpodautoscalers.autoscaling"),
        ...rights(["get", "update", "patch"], "deployments/scale.apps", "statefulsets/scale.apps"),
        ...rights(["get"], "pods/log"),
        ...rights(["get", "create"], "pods/exec", "pods/attach", "pods/portforward"),
        ...rights(read, "replicasets.apps", "controllerrevisions.apps"),
        ...rights(read, "events", "events.events.k8s.io", "endpointslices.discovery.k8s.io"),
        ...rights(read, "resourcequotas", "limitranges"),
        // With what students may create, these are what `kubectl get all` lists.
        ...rights(read, "daemonsets.apps", "replicationcontrollers"),
        ...rights(["get", "list"], "pods.metrics.k8s.io"),
      ].sort(),
    );
  });

  it("lets every student read the cluster's nodes and what these use, and nothing else outside of the space", () => {
    expect(rightsOf(classRules).sort()).toEqual(
      [...rights(read, "nodes"), ...rights(["get", "list"], "nodes.metrics.k8s.io")].sort(),
    );
  });

  it("has no wildcard", () => {
    expect(
      [...studentRules, ...classRules].flatMap(({ apiGroups, resources, verbs }) => [
        ...apiGroups,
        ...resources,
        ...verbs,
      ]),
    ).not.toContain("*");
  });

  it.each([
    ["give itself rights", /(roles|rolebindings|clusterroles|clusterrolebindings)\b/],
    ["act as somebody else, or take more rights than it has", /^(impersonate|bind|escalate|approve|sign) /],
    ["have accounts or tokens made", /serviceaccounts|tokenreviews|certificatesigningrequests/],
    ["change what keeps neighbours apart", /^(?!get |list |watch ).*(resourcequotas|limitranges)/],
    ["see or change network policies", /networkpolicies/],
    [
      "see nodes, namespaces, volumes of the cluster or its classes",
      /(nodes|namespaces|persistentvolumes|storageclasses)\b/,
    ],
    ["reach pods, Services or nodes by way of the API server", /\/proxy/],
    ["add a container to a pod, or evict one", /ephemeralcontainers|eviction|pods\/(?!log|exec|attach|portforward)/],
    ["redirect a Service's traffic by hand", /^(create|update|patch|delete) (endpoints|endpointslices)/],
    [
      "have a pod made on every node, or by a kind that no quota counts",
      /^(?!get |list |watch ).*(daemonsets|replicationcontrollers|replicasets)/,
    ],
    ["set an object's status", /\/status/],
    ["delete all objects of a kind at once", /^deletecollection /],
  ])("does not let a student %s", (_what, right) => {
    expect([...granted].filter((each) => right.test(each))).toEqual([]);
  });
});
