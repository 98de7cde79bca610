import { stripVTControlCharacters } from "node:util";
import type { Capacity } from "../../../../cli/inventory/capacity";
import type { PlannedResource, Rehearsal } from "../../../../cli/rehearse";
import { planText } from "../../../../cli/commands/plan/text";
import { parseVmSize } from "../../../../facts/azure/vmSize";

function resource(type: string, name: string, parent: PlannedResource | null = null): PlannedResource {
  return { urn: `${parent?.urn ?? ""}/${name}`, type, name, parent: parent?.urn ?? null, inputs: {} };
}

const lab = resource("lab:index:ContainerLab", "lab");
const registry = resource("lab:azure:Registry", "registry", lab);
const cluster = resource("lab:azure:Cluster", "cluster", lab);
const nodes = { size: parseVmSize("Standard_D2s_v5")!, count: 4, pool: true };
const host = { size: parseVmSize("Standard_B2als_v2")!, count: 1, pool: false };

const rehearsal: Rehearsal = {
  project: "azure-container-lab",
  stack: "dev",
  machines: [nodes, { ...nodes, count: 1 }, host],
  plan: {
    resources: [
      lab,
      registry,
      cluster,
      resource("azure-native:resources:ResourceGroup", "lab", lab),
      resource("azure-native:containerregistry:Registry", "registry", registry),
      resource("azure-native:containerservice:ManagedCluster", "cluster", cluster),
      resource("azure-native:authorization:RoleAssignment", "cluster-pull", cluster),
    ],
    outputs: {
      appUrl: "http://203.0.113.20",
      cluster: { name: "cluster1", resourceGroup: "lab1" },
      kubeconfig: "[secret]",
    },
    vcpus: { total: 12, byFamily: { Dsv5: 10, Basv2: 2 } },
  },
};

function lines(width?: number, changed: Partial<Rehearsal> = {}): string[] {
  return stripVTControlCharacters(planText({ ...rehearsal, ...changed }, width)).split("\n");
}

function tree(width: number): string[] {
  return lines(width).slice(2, 9);
}

describe("planText", () => {
  it("shows the resources as a tree with counts, the outputs with secrets masked, and the vCPUs", () => {
    expect(lines(100)).toEqual([
      "azure-container-lab, stack dev: a rehearsal. Nothing was made and nothing was asked of anybody.",
      "",
      "lab                 lab:index:ContainerLab  4 resources",
      "├─ registry         lab:azure:Registry  1 resource",
      "│  └─ registry      azure-native:containerregistry:Registry",
      "├─ cluster          lab:azure:Cluster  2 resources",
      "│  ├─ cluster       azure-native:containerservice:ManagedCluster",
      "│  └─ cluster-pull  azure-native:authorization:RoleAssignment",
      "└─ lab              azure-native:resources:ResourceGroup",
      "",
      "Resources  4, in 3 components",
      "",
      "Outputs",
      "  appUrl      http://203.0.113.20",
      "  cluster",
      "    name           cluster1",
      "    resourceGroup  lab1",
      "  kubeconfig  [secret]",
      "",
      "vCPUs  12 in all, and of each family:",
      "  Dsv5      10  4 × Standard_D2s_v5, 1 × Standard_D2s_v5",
      "  Basv2      2  1 × Standard_B2als_v2",
      "  An upgrade of the nodes takes 2 more while it lasts.",
      "",
      "`npx pulumi up` makes it, in about ten minutes. README.md says what you need for that, and what it costs an hour.",
      "",
    ]);
  });

  it("cuts types where the terminal is narrow, and neither names nor counts", () => {
    expect(tree(45)).toEqual([
      "lab                 lab:index:C…  4 resources",
      "├─ registry         lab:azure:Re…  1 resource",
      "│  └─ registry      azure-native:containerre…",
      "├─ cluster          lab:azure:C…  2 resources",
      "│  ├─ cluster       azure-native:containerse…",
      "│  └─ cluster-pull  azure-native:authorizati…",
      "└─ lab              azure-native:resources:R…",
    ]);
  });

  it.each([45, 60, 72])("has no line in the tree that is wider than a terminal of %d", (width) => {
    expect(Math.max(...tree(width).map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  it.each([0, 1, 20])("keeps every name on a terminal of %d, which has no room for types", (width) => {
    expect(tree(width).map((line) => line.replace(/ *….*/, ""))).toEqual([
      "lab",
      "├─ registry",
      "│  └─ registry",
      "├─ cluster",
      "│  ├─ cluster",
      "│  └─ cluster-pull",
      "└─ lab",
    ]);
  });

  it("says what the upgrade of a single node takes", () => {
    expect(lines(100, { machines: [{ ...nodes, count: 1 }, host] })).toContain(
      "  An upgrade of the nodes takes 2 more while it lasts.",
    );
  });

  it("says nothing of an upgrade where there are no nodes", () => {
    expect(lines(100, { machines: [host] }).join("\n")).not.toContain("upgrade");
  });

  it("shows a program without resources, outputs and machines", () => {
    const plan = { resources: [], outputs: {}, vcpus: { total: 0, byFamily: {} } };
    expect(lines(100, { plan, machines: [] }).slice(2)).toEqual([
      "",
      "Resources  0, in 0 components",
      "",
      "Outputs",
      "",
      "`npx pulumi up` makes it.",
      "",
    ]);
  });
});

describe("how planText says that the lab is made", () => {
  const docker = resource("docker:index/image:Image", "app", lab);
  const provider = (inputs: PlannedResource["inputs"]) => ({
    ...resource("pulumi:providers:kubernetes", "kubernetes", lab),
    inputs,
  });

  function way(stack: string, ...resources: PlannedResource[]): string {
    const plan = { ...rehearsal.plan, resources: [lab, ...resources], vcpus: { total: 0, byFamily: {} } };
    const said = lines(100, { stack, machines: [], plan });
    expect(said.join("\n")).not.toMatch(/vCPUs|costs/);
    return said.at(-2)!;
  }

  it("names another stack than the usual one", () => {
    expect(lines(100, { stack: "spring" }).at(-2)).toBe(
      "`npx pulumi up --stack spring` makes it, in about ten minutes. README.md says what you need for that, and what it costs an hour.",
    );
  });

  it("is npm run local for the stack of that name on Docker, and costs nothing", () => {
    expect(way("local", docker, provider({ kubeconfig: "[secret]" }))).toBe(
      "`npm run local` makes it. It needs Docker running on this machine.",
    );
  });

  it("is pulumi up for another stack on Docker", () => {
    expect(way("laptop", docker)).toBe(
      "`npx pulumi up --stack laptop` makes it. It needs Docker running on this machine.",
    );
  });

  it("names the context of a cluster that is there, and Docker only if an image is built", () => {
    const there = provider({ context: "kind-kind" });
    expect(way("local", docker, there)).toBe(
      "`npm run local` makes it. It needs Docker running on this machine, and the context kind-kind in your kubeconfig.",
    );
    expect(way("local", there)).toBe("`npm run local` makes it. It needs the context kind-kind in your kubeconfig.");
  });

  it("is pulumi up for a stack called local that is on Azure, where npm run local would refuse it", () => {
    expect(lines(100, { stack: "local" }).at(-2)).toMatch(/^`npx pulumi up --stack local` makes it, in about ten/);
  });
});

describe("what planText says of the room for students", () => {
  const fits: Capacity = {
    students: 20,
    needed: { cpu: 4949, memory: 13632, pods: 221 },
    containersMemory: 0,
    now: { nodes: 4, cpu: 6000, memory: 19976, pods: 968 },
    atMost: null,
    insufficient: [],
    nodesNeeded: 3,
    vcpusNeeded: null,
  };

  function room(changed: Partial<Capacity>, toFit?: string): string[] {
    const plan = { ...rehearsal.plan, capacity: { ...fits, ...changed } };
    const said = lines(100, { plan, ...(toFit !== undefined && { fixCommand: toFit }) });
    const from = said.findIndex((line) => line.startsWith("Capacity"));
    // Between the vCPUs and the way, with an empty line before and after it.
    expect([said[from - 1], said.at(-3)]).toEqual(["", ""]);
    expect(Math.max(...said.slice(from, -3).map((line) => line.length))).toBeLessThanOrEqual(100);
    return said.slice(from, -3);
  }

  it("is nothing without students", () => {
    expect(lines(100).join("\n")).not.toContain("Capacity");
  });

  it("is what they need, what the nodes have, and that it fits", () => {
    expect(room({})).toEqual([
      "Capacity  an estimate for 20 students and the lab's own pods",
      "           needed     4 nodes have",
      "  CPU      4.9        6.0",
      "  memory   13.3 GiB   19.5 GiB",
      "  pods     221        968",
      "  It fits, and takes 3 of the 4 nodes.",
    ]);
  });

  it("speaks of one student, and of one node", () => {
    const said = room({ students: 1, now: { nodes: 1, cpu: 6000, memory: 19976, pods: 242 }, nodesNeeded: 1 });
    expect(said[0]).toBe("Capacity  an estimate for 1 student and the lab's own pods");
    expect(said[1]).toBe("           needed     1 node has");
    expect(said.at(-1)).toBe("  It fits, and takes the one node.");
  });

  it("says that the nodes are just enough", () => {
    expect(room({ nodesNeeded: 4 }).at(-1)).toBe("  It fits, and takes all 4 nodes.");
  });

  it("is what there is too little of, how many nodes would do, their quota, and the command that mends it", () => {
    expect(
      room(
        {
          needed: { cpu: 6950, memory: 20032, pods: 1000 },
          insufficient: ["cpu", "memory", "pods"],
          nodesNeeded: 5,
          vcpusNeeded: { total: 12, byFamily: { Dsv5: 10, Basv2: 2 } },
        },
        "npx pulumi config set nodeCount 5 --stack dev",
      ).slice(2),
    ).toEqual([
      "  CPU      7.0        6.0            too little",
      "  memory   19.6 GiB   19.5 GiB       too little",
      "  pods     1000       968            too few",
      "  It does not fit: the nodes are short of CPU, memory and room for pods. 5 nodes would do.",
      "  The quota for it is 12 vCPUs: 10 of Dsv5 and 2 of Basv2.",
      "    to fix: npx pulumi config set nodeCount 5 --stack dev",
    ]);
  });

  it("has with autoscaling both ends of it, and says when the smaller one is not enough", () => {
    const autoscaled = { now: { nodes: 2, cpu: 3000, memory: 9988, pods: 484 }, atMost: { ...fits.now!, nodes: 6 } };
    expect(room(autoscaled).slice(1)).toEqual([
      "           needed     2 nodes have   6 nodes have",
      "  CPU      4.9        3.0            6.0",
      "  memory   13.3 GiB   9.8 GiB        19.5 GiB",
      "  pods     221        484            968",
      "  It fits once autoscaling has added nodes, and takes 3 of the 6 nodes.",
    ]);
    expect(room({ ...autoscaled, needed: { cpu: 2000, memory: 2000, pods: 40 }, nodesNeeded: 2 }).at(-1)).toBe(
      "  It fits, and takes all 2 nodes.",
    );
  });

  it("says that a size's name does not tell its memory, in place of a guess", () => {
    expect(room({ now: { ...fits.now!, memory: null } }).slice(3)).toEqual([
      "  memory   13.3 GiB   not known",
      "  pods     221        968",
      "  As far as is known it fits, and takes 3 of the 4 nodes.",
      "  How much memory the nodes have, the name of their size does not tell: look it up, and compare.",
    ]);
  });

  it.each<[Capacity["insufficient"], string[]]>([
    [["cpu"], ["studentCpu.", "  Or take larger nodes: nodeSize."]],
    [
      ["cpu", "memory"],
      ["studentCpu and studentMemory.", "  Or take larger nodes: nodeSize."],
    ],
    // A node takes as many pods whatever its size.
    [["cpu", "memory", "pods"], ["studentCpu, studentMemory and studentPods."]],
  ])("says that less for each is the way where no number of nodes has enough of %j", (short, [keys, ...more]) => {
    expect(room({ insufficient: short, nodesNeeded: null }).slice(6)).toEqual([
      `  No number of nodes would do. Give each student less: ${keys}`,
      ...more,
    ]);
  });

  const onDocker: Partial<Capacity> = {
    needed: { cpu: 4450, memory: 15666, pods: 332 },
    containersMemory: 2425,
    now: { nodes: 4, cpu: null, memory: null, pods: 440 },
  };
  const dockerNote = [
    "  Docker must have this memory, of which the nodes take 2.4 GiB themselves. With Docker Desktop",
    "  it is a setting. Nothing was asked of this machine.",
  ];

  it("is on Docker what the machine must have, without a verdict on it", () => {
    expect(room(onDocker).slice(1)).toEqual([
      "           needed     4 nodes have",
      "  CPU      4.5        this machine's",
      "  memory   15.3 GiB   this machine's",
      "  pods     332        440",
      ...dockerNote,
    ]);
  });

  it("is on Docker a verdict on pods, of which load balancers take some on every node", () => {
    const many = { ...onDocker, needed: { cpu: 4450, memory: 15666, pods: 800 }, insufficient: ["pods"] as const };
    expect(room({ ...many, nodesNeeded: 8 }, "npm run local:pulumi -- config set nodeCount 8").slice(4)).toEqual([
      "  pods     800        440              too few",
      "  It does not fit: the nodes are short of room for pods. 8 nodes would do.",
      "    to fix: npm run local:pulumi -- config set nodeCount 8",
      ...dockerNote,
    ]);
    expect(room({ ...many, nodesNeeded: null })).toContain(
      "  No number of nodes would do. Give each student less: studentPods and studentLoadBalancers.",
    );
  });

  it("is only what they need on a cluster that is there already", () => {
    expect(room({ now: null, nodesNeeded: null }).slice(1)).toEqual([
      "           needed",
      "  CPU      4.9",
      "  memory   13.3 GiB",
      "  pods     221",
      "  What the cluster has, `kubectl describe nodes` tells: nothing was asked of it.",
    ]);
  });
});

describe("the colour of planText", () => {
  const environment = { ...process.env };

  afterEach(() => {
    process.env = environment;
  });

  /** Colour is decided as its package is loaded. */
  async function textWith(variables: Record<string, string>): Promise<string> {
    process.env = { PATH: environment["PATH"], ...variables };
    jest.resetModules();
    return (await import("../../../../cli/commands/plan/text")).planText(rehearsal, 100);
  }

  it("is there when FORCE_COLOR asks for it", async () => {
    const text = await textWith({ FORCE_COLOR: "1" });
    expect(text).toContain("\u001b[1mlab\u001b[22m ");
    expect(text).toContain("\u001b[33m[secret]\u001b[39m");
    expect(stripVTControlCharacters(text)).toBe(lines(100).join("\n"));
  });

  it.each<Record<string, string>>([{ NO_COLOR: "1" }, { NO_COLOR: "1", FORCE_COLOR: "1" }, { FORCE_COLOR: "0" }])(
    "is not there with %j",
    async (variables) => {
      expect(await textWith(variables)).toBe(lines(100).join("\n"));
    },
  );
});
