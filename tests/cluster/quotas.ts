import type { V1DeploymentCondition } from "@kubernetes/client-node";
import { waitUntil } from "../waiting";
import { isReady } from "../local/kube";
import { waitForRollout } from "./app";
import type { TestCluster } from "./cluster";
import { report } from "./report";
import { Student, appImage, codeOf, labels, plainDeployment, serviceOf } from "./student";

/** 6: quotas limit a student, and do not affect the neighbour. */
export function quotaTests(cluster: () => TestCluster): void {
  let student: Student;
  let neighbour: Student;
  let image: string;

  beforeAll(async () => {
    [student, neighbour] = (await Promise.all(labels.slice(0, 2).map((label) => Student.of(cluster(), label)))) as [
      Student,
      Student,
    ];
    image = await appImage(cluster());
    const body = plainDeployment("web", image);
    await neighbour.kube.apps.createNamespacedDeployment({ namespace: neighbour.namespace, body });
    await waitForRollout({ ...cluster(), kube: neighbour.kube }, { name: "web", namespace: neighbour.namespace });
  });

  it("runs ten of 2,000 replicas, and reports the quota as the reason", async () => {
    const { kube, namespace } = student;
    await kube.apps.createNamespacedDeployment({ namespace, body: plainDeployment("many", image, 2000) });
    const many = () => kube.pods(namespace, "app=many");
    await waitUntil("ten pods are ready", async () => (await many()).filter(isReady).length === 10);
    let failure: V1DeploymentCondition | undefined;
    await waitUntil("the Deployment has a reason", async () => {
      const { status } = await kube.apps.readNamespacedDeployment({ name: "many", namespace });
      failure = status?.conditions?.find(({ type }) => type === "ReplicaFailure");
      return failure !== undefined;
    });
    expect(failure).toMatchObject({ status: "True", reason: "FailedCreate" });
    expect(failure?.message).toContain("exceeded quota: student");
    expect(await many()).toHaveLength(10);
    report(`6. of 2,000 replicas ${(await many()).filter(isReady).length} run`);
  });

  it("runs ten pods of the neighbour without a restart while the quota of another student is used up", async () => {
    const { kube, namespace } = neighbour;
    const scale = [{ op: "replace", path: "/spec/replicas", value: 10 }];
    const restarts = async () =>
      (await kube.pods(namespace)).map(({ status }) => status?.containerStatuses?.[0]?.restartCount);
    expect(await restarts()).toEqual([0]);
    await kube.apps.patchNamespacedDeploymentScale({ name: "web", namespace, body: scale });
    await waitUntil("ten pods are ready", async () => (await kube.pods(namespace)).filter(isReady).length === 10);
    expect(await restarts()).toEqual(Array(10).fill(0));
  });

  it("refuses a second load balancer", async () => {
    const { kube, namespace } = student;
    const create = (name: string) => {
      const { metadata, spec } = serviceOf(name, "LoadBalancer");
      const body = { metadata, spec: { ...spec, ports: [{ port: 8080 }] } };
      return codeOf(() => kube.core.createNamespacedService({ namespace, body }));
    };
    expect([await create("first"), await create("second")]).toEqual([200, 403]);
    await kube.core.deleteNamespacedService({ name: "first", namespace });
  });

  it("has room again once a Deployment is deleted", async () => {
    for (const [{ kube, namespace }, name] of [
      [student, "many"],
      [neighbour, "web"],
    ] as const) {
      await kube.apps.deleteNamespacedDeployment({ name, namespace });
      await waitUntil("its pods are gone", async () => (await kube.pods(namespace)).length === 0);
    }
    const place = { name: "student", namespace: student.namespace };
    const used = async () => (await student.kube.core.readNamespacedResourceQuota(place)).status?.used?.["pods"];
    await waitUntil("the quota counts no pods", async () => (await used()) === "0");
  });
}
