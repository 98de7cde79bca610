import type { V1DeploymentCondition, V1Pod } from "@kubernetes/client-node";
import { waitUntil } from "../waiting";
import { isReady } from "../local/kube";
import { waitForRollout } from "./app";
import type { TestCluster } from "./cluster";
import { report } from "./report";
import { Student, appImage, codeOf, labels, plainDeployment, serviceOf } from "./student";

function loadBalancerOn(name: string, port: number) {
  const { metadata, spec } = serviceOf(name, "LoadBalancer");
  return { metadata, spec: { ...spec, ports: [{ port, targetPort: 8080 }] } };
}

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

  const pod = (change: Partial<V1Pod["spec"]> & object): V1Pod => ({
    metadata: { name: "pod" },
    spec: { containers: [{ name: "app", image }], ...change },
  });
  const createPod = (change: Partial<V1Pod["spec"]> & object) =>
    codeOf(() => student.kube.core.createNamespacedPod({ namespace: student.namespace, body: pod(change) }));

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
    const create = (name: string) =>
      codeOf(() => kube.core.createNamespacedService({ namespace, body: loadBalancerOn(name, 8080) }));
    expect([await create("first"), await create("second")]).toEqual([200, 403]);
    await kube.core.deleteNamespacedService({ name: "first", namespace });
  });

  it("refuses a pod with access to its node, the host network, a high priority or too much memory", async () => {
    await student.kube.apps.deleteNamespacedDeployment({ name: "many", namespace: student.namespace });
    await waitUntil("its pods are gone", async () => (await student.kube.pods(student.namespace)).length === 0);
    const container = { name: "app", image };
    const hostPath = [{ name: "host", hostPath: { path: "/" } }];
    expect({
      privileged: await createPod({ containers: [{ ...container, securityContext: { privileged: true } }] }),
      hostPath: await createPod({ volumes: hostPath }),
      hostNetwork: await createPod({ hostNetwork: true }),
      hostPID: await createPod({ hostPID: true }),
      hostPort: await createPod({ containers: [{ ...container, ports: [{ containerPort: 8080, hostPort: 8080 }] }] }),
      capability: await createPod({
        containers: [{ ...container, securityContext: { capabilities: { add: ["NET_ADMIN"] } } }],
      }),
      priority: await createPod({ priorityClassName: "system-node-critical" }),
      moreMemoryThanHalf: await createPod({ containers: [{ ...container, resources: { limits: { memory: "2Gi" } } }] }),
      plain: await createPod({}),
    }).toEqual({
      ...{ privileged: 403, hostPath: 403, hostNetwork: 403, hostPID: 403, hostPort: 403, capability: 403 },
      ...{ priority: 403, moreMemoryThanHalf: 403, plain: 200 },
    });
    await student.kube.core.deleteNamespacedPod({ name: "pod", namespace: student.namespace });
  });

  it("refuses a load balancer on a port that the nodes use", async () => {
    const { kube, namespace } = student;
    const on = (port: number) =>
      codeOf(() => kube.core.createNamespacedService({ namespace, body: loadBalancerOn("thief", port) }));
    expect([await on(6443), await on(10250), await on(2379)]).toEqual([422, 422, 422]);
    expect(await on(8443)).toBe(200);
    await kube.core.deleteNamespacedService({ name: "thief", namespace });
  });

  it("refuses a Service that would redirect the traffic of others", async () => {
    const { kube, namespace } = student;
    const service = serviceOf("thief", "ClusterIP");
    const create = (body: object) => codeOf(() => kube.core.createNamespacedService({ namespace, body }));
    const annotations = { "service.beta.kubernetes.io/azure-load-balancer-ipv4": "203.0.113.20" };
    expect({
      externalIPs: await create({ ...service, spec: { ...service.spec, externalIPs: ["10.0.0.1"] } }),
      loadBalancerIP: await create({
        ...service,
        spec: { ...service.spec, type: "LoadBalancer", loadBalancerIP: "10.0.0.1" },
      }),
      azure: await create({ ...service, metadata: { ...service.metadata, annotations } }),
    }).toEqual({ externalIPs: 422, loadBalancerIP: 422, azure: 422 });
  });
}
