import { inventoryOf } from "../../../cli/inventory";
import { type Capacity, capacityOf, fixOf } from "../../../cli/inventory/capacity";
import type { Inputs, SimulatedResource } from "../../../simulator";

function resource(type: string, inputs: Inputs): SimulatedResource {
  return { type, inputs } as SimulatedResource;
}

const labels = { "container-lab/student": "kim" };

/** The quotas of one student: what may be requested, all of which is reserved, and that of pods of a high priority. */
function space(hard: Inputs = {}, annotations: Inputs = {}): SimulatedResource[] {
  const all = { "requests.cpu": "200m", "limits.cpu": "2", "requests.memory": "640Mi", pods: "10", ...hard };
  return [
    resource("kubernetes:core/v1:ResourceQuota", { metadata: { labels, annotations }, spec: { hard: all } }),
    resource("kubernetes:core/v1:ResourceQuota", {
      metadata: { labels },
      spec: { hard: { pods: "0" }, scopeSelector: { matchExpressions: [] } },
    }),
  ];
}

function spaces(count: number, hard?: Inputs): SimulatedResource[] {
  return Array.from({ length: count }, () => space(hard)).flat();
}

function deployment(spec: Inputs, pod: Inputs = {}): SimulatedResource {
  const containers = [{ resources: { requests: { cpu: "50m", memory: "64Mi" } } }];
  return resource("kubernetes:apps/v1:Deployment", { spec: { ...spec, template: { spec: { containers, ...pod } } } });
}

const pool = { vmSize: "Standard_D2s_v5", count: 4, osType: "Linux" };

function aks(...agentPoolProfiles: Inputs[]): SimulatedResource {
  return resource("azure-native:containerservice:ManagedCluster", { agentPoolProfiles });
}

function agentPool(inputs: Inputs): SimulatedResource {
  return resource("azure-native:containerservice:AgentPool", inputs);
}

function loadBalancer(type = "LoadBalancer"): SimulatedResource {
  return resource("kubernetes:core/v1:Service", { spec: { type } });
}

/** A k3s cluster on Docker, and its registry. */
function docker(nodes: number): SimulatedResource[] {
  const container = (inputs: Inputs) => resource("docker:index/container:Container", inputs);
  const commands = Array.from({ length: nodes }, (_, index) => [index === 0 ? "server" : "agent", "--flag"]);
  return [container({ name: "lab-registry" }), ...commands.map((command) => container({ command, privileged: true }))];
}

function capacity(...resources: SimulatedResource[]): Capacity {
  return capacityOf(inventoryOf(resources))!;
}

describe("what students and their lab need", () => {
  const needed = (...resources: SimulatedResource[]) => capacity(...resources).needed;

  it("is not counted without students", () => {
    const quota = resource("kubernetes:core/v1:ResourceQuota", { metadata: {}, spec: { hard: { pods: "3" } } });
    expect(capacityOf(inventoryOf([aks(pool), deployment({ replicas: 4 }), quota]))).toBeUndefined();
  });

  it("counts what is reserved for each student, and not what a student may use beyond that", () => {
    const large = space({ "requests.cpu": "1", "requests.memory": "1Gi", pods: "20" });
    expect(capacity(...space(), ...large)).toMatchObject({
      students: 2,
      needed: { cpu: 1200, memory: 1664, pods: 30 },
    });
  });

  it("counts for one student, the one who may request most, what is beyond what is reserved", () => {
    const reserved = { "container-lab/reserved-cpu": "200m", "container-lab/reserved-memory": "640Mi" };
    const may = (cpu: string, memory: string) => space({ "requests.cpu": cpu, "requests.memory": memory }, reserved);
    expect(capacity(...may("1", "1Gi"), ...may("600m", "2Gi"), ...may("1", "1Gi"))).toMatchObject({
      students: 3,
      beyondReserved: { cpu: 800, memory: 1408, pods: 0 },
      needed: { cpu: 600 + 800, memory: 1920 + 1408, pods: 30 },
    });
  });

  it("counts the lab's own pods with those that an update adds", () => {
    const rolling = (maxSurge: unknown) => ({ replicas: 5, strategy: { rollingUpdate: { maxSurge } } });
    const withoutApp = needed(...space());
    const app = (spec: Inputs) => needed(...space(), deployment(spec)).pods - withoutApp.pods;
    expect(app(rolling("25%"))).toBe(7);
    expect(app(rolling(1))).toBe(6);
    expect(app({ replicas: 5, strategy: { type: "Recreate" } })).toBe(5);
    expect(app({ replicas: 5 })).toBe(7);
    expect(app({})).toBe(2);
    expect(needed(...space(), deployment(rolling("25%")))).toEqual({
      cpu: 550,
      memory: 1088,
      pods: 17,
      scratch: 0,
      disks: 0,
    });
  });

  it("adds up the containers of a pod, of which some request nothing", () => {
    const containers = [{ resources: { requests: { cpu: "0.1", memory: "100M" } } }, { resources: {} }, {}];
    const strategy = { type: "Recreate" };
    expect(needed(...space(), deployment({ replicas: 1, strategy }, { containers }))).toEqual({
      cpu: 300,
      memory: 640 + 96,
      pods: 11,
      scratch: 0,
      disks: 0,
    });
  });

  it("leaves out Windows pods, which have nodes of their own", () => {
    const iis = deployment({ replicas: 1 }, { nodeSelector: { "kubernetes.io/os": "windows" } });
    expect(needed(...space(), iis)).toEqual(needed(...space()));
  });

  it("counts AKS's own pods that run once", () => {
    expect(needed(aks(pool), ...space())).toEqual({ cpu: 900, memory: 1152, pods: 26, scratch: 0, disks: 0 });
  });

  it("counts on Docker the nodes themselves, and a pod on each for every load balancer that there may be", () => {
    const services = [loadBalancer(), loadBalancer("ClusterIP")];
    expect(capacity(...docker(3), ...services, ...spaces(2, { "services.loadbalancers": "2" }))).toMatchObject({
      needed: { cpu: 400 + 200, memory: 1280 + 140 + 1600 + 2 * 275, pods: 20 + 3 + 3 * 5 },
      containersMemory: 1600 + 2 * 275,
    });
  });
});

describe("what nodes have", () => {
  const now = (...resources: SimulatedResource[]) => capacity(...resources, ...space()).now;

  it("is what AKS leaves of four machines of 2 CPUs and 8 GiB", () => {
    // 2000 - 100 - 400; 8192 less 5 %, a quarter, 100 and 640, rounded down; 250 - 8.
    expect(now(aks(pool))).toEqual({
      nodes: 4,
      cpu: 4 * 1500,
      memory: 4 * 4994,
      pods: 4 * 242,
      scratch: null,
      disks: 16,
    });
  });

  it.each([
    ["Standard_D2s_v5", 100],
    ["Standard_D4s_v5", 140],
    ["Standard_D8s_v5", 180],
    ["Standard_D16s_v5", 260],
    ["Standard_D32s_v5", 420],
    ["Standard_D64s_v5", 740],
  ])("is of %s what the table of AKS leaves: it reserves %dm of CPU", (vmSize, reserved) => {
    const cpus = Number(/\d+/.exec(vmSize)![0]);
    expect(now(aks({ vmSize, count: 1 }))?.cpu).toBe(cpus * 1000 - reserved - 400);
  });

  it("is less memory for fewer pods of a node only as long as these need less than a quarter", () => {
    // 20 × 30 + 50 of 8 GiB; for 250 pods it would be 5050, more than a quarter.
    expect(now(aks({ ...pool, count: 1, maxPods: 30 }))).toEqual({
      nodes: 1,
      cpu: 1500,
      memory: Math.floor(8192 * 0.95) - 650 - 100 - 640,
      pods: 22,
      scratch: null,
      disks: 4,
    });
    // On a large machine even 250 pods do: the printed node of 32 GiB kept 5050 and 100 back.
    expect(now(aks({ vmSize: "Standard_E4s_v5", count: 1 }))?.memory).toBe(Math.floor(32768 * 0.95) - 5050 - 100 - 640);
  });

  it("is less than what two printed AKS nodes had", () => {
    // Allocatable, less what ran on every node; `memory` 5930492Ki and 27591416Ki, Kubernetes 1.30.
    const printed = (allocatable: number) => Math.floor(allocatable / 1024) - 570;
    expect(now(aks({ ...pool, count: 1 }))?.memory).toBeLessThan(printed(5930492));
    expect(now(aks({ vmSize: "Standard_E4s_v5", count: 1 }))?.memory).toBeLessThan(printed(27591416));
  });

  it("is room on their disks beside AKS's own image", () => {
    expect(now(aks({ ...pool, osDiskSizeGB: 64 }))).toMatchObject({ scratch: 4 * 30_136 });
    // 0 leaves the size to AKS.
    expect(now(aks({ ...pool, osDiskSizeGB: 0 }))).toMatchObject({ scratch: null });
  });

  it("is never negative", () => {
    expect(now(aks({ vmSize: "Standard_B2ats_v2", count: 4 }))).toMatchObject({ memory: 0 });
  });

  it("is the CPUs that a constrained size lets its system see", () => {
    expect(now(aks({ vmSize: "Standard_E4-2s_v5", count: 1 }))?.cpu).toBe(1500);
  });

  it("has no memory if the name of the size does not say it", () => {
    expect(now(aks({ ...pool, vmSize: "Standard_M8ms" }))).toEqual({
      ...{ nodes: 4, cpu: 29680, memory: null, pods: 968 },
      ...{ scratch: null, disks: null },
    });
    expect(now(aks(pool), agentPool({ vmSize: "Standard_M8ms", count: 1 }))).toMatchObject({ nodes: 5, memory: null });
  });

  it("adds up the Linux pools, of which one without a count has one node, and no Windows pool", () => {
    const other = agentPool({ vmSize: "Standard_D4s_v5" });
    const windows = agentPool({ vmSize: "Standard_D4s_v5", count: 1, osType: "Windows" });
    expect(now(aks(pool), other, windows)).toMatchObject({ nodes: 5, cpu: 6000 + 3460, pods: 5 * 242 });
  });

  it("has with autoscaling the largest number, too", () => {
    const autoscaled = { ...pool, count: 2, minCount: 2, maxCount: 6 };
    expect(capacity(aks(autoscaled), ...space())).toMatchObject({
      now: { nodes: 2, cpu: 3000 },
      atMost: { nodes: 6, cpu: 9000 },
    });
    expect(capacity(aks({ ...pool, maxCount: 4 }), ...space()).atMost).toBeNull();
  });

  it("is on Docker a number of pods, since the machine's CPU and memory are every node's", () => {
    expect(now(...docker(4))).toEqual({
      ...{ nodes: 4, cpu: null, memory: null, pods: 440 },
      ...{ scratch: null, disks: null },
    });
  });

  it("is unknown for a cluster that the lab does not make", () => {
    expect(capacity(...spaces(2), deployment({ replicas: 4 }))).toEqual({
      students: 2,
      needed: { cpu: 650, memory: 1600, pods: 25, scratch: 0, disks: 0 },
      beyondReserved: { cpu: 0, memory: 0, pods: 0, scratch: 0, disks: 0 },
      containersMemory: 0,
      now: null,
      atMost: null,
      insufficient: [],
      nodesNeeded: null,
      vcpusNeeded: null,
    });
  });
});

describe("whether students fit", () => {
  const app = deployment({ replicas: 4, strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } } });

  it("fits 25 students on four D2s nodes, and asks for a fifth node at 26", () => {
    expect(capacity(aks(pool), app, ...spaces(25))).toMatchObject({
      insufficient: [],
      nodesNeeded: 4,
      vcpusNeeded: null,
    });
    expect(capacity(aks(pool), app, ...spaces(26))).toMatchObject({
      needed: { cpu: 6150 },
      insufficient: ["cpu"],
      nodesNeeded: 5,
      vcpusNeeded: { total: 10, byFamily: { Dsv5: 10 } },
    });
  });

  it("fits a sum that fills the nodes, and no millicore more", () => {
    expect(capacity(aks(pool), ...space({ "requests.cpu": "5300m" })).insufficient).toEqual([]);
    expect(capacity(aks(pool), ...space({ "requests.cpu": "5301m" })).insufficient).toEqual(["cpu"]);
  });

  it("counts a disk for each volume that a student may have, of which a D2s node takes four", () => {
    const disks = (students: number) => capacity(aks(pool), ...spaces(students, { persistentvolumeclaims: "1" }));
    expect(disks(16)).toMatchObject({ insufficient: [], needed: { disks: 16 } });
    expect(disks(17)).toMatchObject({ insufficient: ["disks"], nodesNeeded: 5 });
  });

  it("counts what is reserved for students on the nodes' own disks", () => {
    const withDisk = aks({ ...pool, osDiskSizeGB: 64 });
    const scratch = (mebibytes: number) =>
      capacity(withDisk, ...space({ "requests.ephemeral-storage": `${mebibytes}Mi` }));
    expect(scratch(4 * 30_136).insufficient).toEqual([]);
    expect(scratch(4 * 30_136 + 1)).toMatchObject({ insufficient: ["scratch"], nodesNeeded: 5 });
  });

  it("names all kinds that are short", () => {
    expect(capacity(aks(pool), ...spaces(200, { "requests.memory": "1Gi" }))).toMatchObject({
      insufficient: ["cpu", "memory", "pods"],
      nodesNeeded: 42,
    });
    expect(capacity(aks(pool), ...spaces(10, { pods: "100" })).insufficient).toEqual(["pods"]);
  });

  it("needs one node at least for the smallest class", () => {
    expect(capacity(aks(pool), app, ...space())).toMatchObject({ insufficient: [], nodesNeeded: 1 });
  });

  it("reads as many replicas as nodes as one for each node, and grows them with the nodes", () => {
    const heavy = (replicas: number) =>
      deployment(
        { replicas, strategy: { type: "Recreate" } },
        { containers: [{ resources: { requests: { cpu: "1200m" } } }] },
      );
    // 4 × 1200 and 900, of 6000 at present; each node more brings 1500, and with it 1200 of its own.
    const full = (replicas: number) => capacity(aks(pool), heavy(replicas), ...space({ "requests.cpu": "1400m" }));
    expect(full(4)).toMatchObject({ insufficient: ["cpu"], nodesNeeded: 7 });
    expect(full(5)).toMatchObject({ insufficient: ["cpu"], nodesNeeded: 6 });
  });

  it("counts the nodes that autoscaling may add, and asks for more if they are too few", () => {
    const autoscaled = aks({ ...pool, count: 2, minCount: 2, maxCount: 6 });
    expect(capacity(autoscaled, ...spaces(30))).toMatchObject({ insufficient: [], nodesNeeded: 5, vcpusNeeded: null });
    expect(capacity(autoscaled, ...spaces(60))).toMatchObject({
      insufficient: ["cpu", "memory"],
      nodesNeeded: 9,
      vcpusNeeded: { total: 18, byFamily: { Dsv5: 18 } },
    });
  });

  it("fits no number of nodes if a hundred are too few", () => {
    const cpu = (amount: number) => capacity(aks(pool), ...space({ "requests.cpu": `${amount}m` }));
    expect(cpu(100 * 1500 - 700)).toMatchObject({ nodesNeeded: 100 });
    expect(cpu(100 * 1500 - 699)).toMatchObject({ insufficient: ["cpu"], nodesNeeded: null, vcpusNeeded: null });
  });

  it("ignores unknown memory", () => {
    const unknown = aks({ ...pool, vmSize: "Standard_M8ms" });
    expect(capacity(unknown, ...spaces(20, { "requests.memory": "64Gi" }))).toMatchObject({ insufficient: [] });
  });

  it("counts pods alone on Docker, with eight nodes at most", () => {
    expect(capacity(...docker(4), ...spaces(43))).toMatchObject({ insufficient: [], nodesNeeded: 4 });
    expect(capacity(...docker(4), ...spaces(44))).toMatchObject({
      insufficient: ["pods"],
      nodesNeeded: 5,
      vcpusNeeded: null,
    });
    expect(capacity(...docker(4), ...spaces(87))).toMatchObject({ insufficient: ["pods"], nodesNeeded: 8 });
    expect(capacity(...docker(4), ...spaces(88))).toMatchObject({ insufficient: ["pods"], nodesNeeded: null });
  });
});

describe("fixOf", () => {
  it("has nothing to fix if the students fit, or never will", () => {
    expect(fixOf(capacity(aks(pool), ...space()))).toBeUndefined();
    expect(fixOf(capacity(...space()))).toBeUndefined();
    expect(fixOf(capacity(aks(pool), ...space({ "requests.cpu": "1000" })))).toBeUndefined();
  });

  it("sets the number of nodes", () => {
    expect(fixOf(capacity(aks(pool), ...spaces(40)))).toEqual({
      action: "set",
      key: "nodeCount",
      value: "6",
      type: "integer",
    });
  });

  it("sets the largest number if autoscaling adds nodes", () => {
    expect(fixOf(capacity(aks({ ...pool, maxCount: 5 }), ...spaces(40)))).toEqual({
      action: "set",
      key: "maxNodeCount",
      value: "6",
      type: "integer",
    });
  });
});
