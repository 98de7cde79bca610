import { stripVTControlCharacters } from "node:util";
import { planText } from "../../../../cli/commands/plan/text";
import type { Inventory } from "../../../../cli/inventory";
import type { Capacity } from "../../../../cli/inventory/capacity";
import type { PlannedResource, Rehearsal } from "../../../../cli/rehearse";
import { parseVmSize } from "../../../../facts/azure/vmSize";
import { labConfig } from "../../../lab";

function resource(type: string, name: string, parent: PlannedResource | null = null): PlannedResource {
  const component = type.includes(":index:") || type.startsWith("lab:");
  const urn = `${parent?.urn ?? ""}/${name}`;
  return { urn, type, name, parent: parent?.urn ?? null, inputs: {}, component, modelled: true };
}

const lab = resource("lab:index:ContainerLab", "lab");
const registry = resource("lab:azure:Registry", "registry", lab);
const cluster = resource("lab:azure:Cluster", "cluster", lab);
const nodes = { size: parseVmSize("Standard_D2s_v5")!, count: 4, pool: true };
const host = { size: parseVmSize("Standard_B2als_v2")!, count: 1, pool: false };

const inventory: Inventory = {
  machines: [nodes, { ...nodes, count: 1 }, host],
  nodes: undefined,
  pods: {
    spaces: [],
    beyondReserved: { cpu: 0, memory: 0, pods: 0, scratch: 0, disks: 0 },
    loadBalancers: { lab: 0, students: 0 },
    labPods: () => ({ cpu: 0, memory: 0, pods: 0, scratch: 0, disks: 0 }),
  },
  addresses: { lab: 0, students: 0 },
  billed: [],
  docker: { containers: [], networks: [], volumes: [], ports: [], nodes: 0, used: false },
  registryTokens: undefined,
  kubeContext: undefined,
};

const rehearsal: Rehearsal = {
  project: "petshop",
  stack: "dev",
  config: labConfig(),
  inventory,
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
    addresses: { lab: 3, students: 0 },
    vcpus: { total: 12, byFamily: { Dsv5: 10, Basv2: 2 } },
    unmodelled: [],
    notes: [],
  },
};

function lines(width: number, changed: Partial<Rehearsal> = {}): string[] {
  return planText({ ...rehearsal, ...changed }, { width, colour: false }).split("\n");
}

/** The rehearsal with another part of the inventory. */
function having(part: Partial<Inventory>): Partial<Rehearsal> {
  return { inventory: { ...inventory, ...part } };
}

/** The lines of a part, which follows an empty line and ends before the next. */
function section(all: readonly string[], title: string): string[] {
  const from = all.findIndex((line) => line.startsWith(title));
  expect(all[from - 1]).toBe("");
  return all.slice(from, all.indexOf("", from));
}

/** How the lab is made: the last sentences, as one line. */
function wayOf(all: readonly string[]): string {
  return all.slice(all.lastIndexOf("", -2) + 1, -1).join(" ");
}

/** What an instructor decides by, of a lab without students and without a curfew. */
function inShort(vcpus: string, addresses: string): string[] {
  return [
    "In short",
    `  vCPUs      ${vcpus}`,
    `  addresses  ${addresses} public`,
    "  off at     the Docker host at 19:00, the cluster never",
    "  gone at    when you destroy it",
    "",
  ];
}

function tree(width: number): string[] {
  return lines(width).slice(2, 9);
}

describe("planText", () => {
  it("says how many tokens the registry's tier holds, where students have some", () => {
    const shown = (part: Partial<Inventory>) => lines(100, having(part)).filter((line) => line.startsWith("Registry"));
    expect(shown({ registryTokens: { tier: "Basic", tokens: 12, atMost: 100 } })).toEqual([
      "Registry  tier Basic, with 12 of at most 100 tokens for students, and as many scope maps",
    ]);
    expect(shown({})).toEqual([]);
  });

  it("shows the resources as a tree with counts, the outputs with secrets masked, and the vCPUs", () => {
    expect(lines(100)).toEqual([
      "petshop, stack dev: a rehearsal. It made nothing and asked no service.",
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
      "Open to",
      "  web pages               everybody                            webFrom",
      "  SSH of the Docker host  nobody                               sshFrom",
      "  API server              who has a kubeconfig, from anywhere  authorizedIpRanges",
      "",
      "vCPUs  12 in all, and of each family:",
      "  Dsv5      10  4 × Standard_D2s_v5, 1 × Standard_D2s_v5",
      "  Basv2      2  1 × Standard_B2als_v2",
      "  An upgrade of the nodes takes 2 more while it lasts.",
      "",
      "Public addresses  3",
      "",
      ...inShort("12", "3"),
      "`npm run pulumi -- up` makes it, in about ten minutes. docs/azure.md says what you need for that.",
      "",
    ]);
  });

  it("makes one line of components that have the same below them, and of no others", () => {
    const students = resource("lab:kubernetes:Classroom", "students", lab);
    const space = (name: string, ...types: string[]) => {
      const own = resource("lab:kubernetes:StudentSpace", name, students);
      return [own, ...types.map((type) => resource(`kubernetes:core/v1:${type}`, `${name}-${type}`, own))];
    };
    const resources = [
      ...[lab, students, ...space("kim", "Namespace", "Secret"), ...space("guest", "Namespace")],
      ...[...space("lee", "Namespace", "Secret"), resource("kubernetes:core/v1:Namespace", "students", students)],
    ];
    expect(lines(100, { plan: { ...rehearsal.plan, resources } }).slice(2, 8)).toEqual([
      "lab                       lab:index:ContainerLab  6 resources",
      "└─ students               lab:kubernetes:Classroom  6 resources",
      "   ├─ 2 × StudentSpace    kim, lee  2 resources each",
      "   ├─ guest               lab:kubernetes:StudentSpace  1 resource",
      "   │  └─ guest-Namespace  kubernetes:core/v1:Namespace",
      "   └─ students            kubernetes:core/v1:Namespace",
    ]);
  });

  it("cuts types on a narrow terminal, but neither names nor counts", () => {
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
    expect(lines(100, having({ machines: [{ ...nodes, count: 1 }, host] }))).toContain(
      "  An upgrade of the nodes takes 2 more while it lasts.",
    );
  });

  it("does not mention an upgrade without nodes", () => {
    expect(lines(100, having({ machines: [host] })).join("\n")).not.toContain("upgrade");
  });

  it("shows what the rehearsal could not do with the stack file before it says how the lab is made", () => {
    const plan = { ...rehearsal.plan, notes: ["Pulumi merges an environment.", "And another."] };
    const said = lines(100, { plan });
    const from = said.indexOf("Pulumi merges an environment.");
    expect(said.slice(from - 1, from + 4)).toEqual(["", "Pulumi merges an environment.", "", "And another.", ""]);
    expect(said.indexOf("In short")).toBe(from + 4);
  });

  it("shows a program without resources, outputs and machines", () => {
    const plan = {
      resources: [],
      outputs: {},
      vcpus: { total: 0, byFamily: {} },
      addresses: { lab: 0, students: 0 },
      unmodelled: [],
      notes: [],
    };
    expect(lines(100, { plan, ...having({ machines: [] }) }).slice(2)).toEqual([
      "",
      "Resources  0, in 0 components",
      "",
      "Outputs",
      "",
      "`npm run pulumi -- up` makes it.",
      "",
    ]);
  });
});

describe("what planText says of public addresses", () => {
  const said = (lab: number, students: number) => {
    const all = lines(100, { plan: { ...rehearsal.plan, addresses: { lab, students } } });
    return section(all, "Public addresses");
  };

  it("is how many there are, and how many of them students may take", () => {
    expect(said(3, 7)).toEqual(["Public addresses  10, 7 of them for load balancers that students may create"]);
  });

  it("is a warning if they are more than many subscriptions may have, with what to change", () => {
    expect(said(3, 30)).toEqual([
      "Public addresses  33, 30 of them for load balancers that students may create",
      "  Many subscriptions may have 10 in a region: `az network list-usages --location koreacentral` says",
      "  what yours may have. Ask for more, or set studentLoadBalancers to 0.",
    ]);
  });
});

describe("what is not modelled", () => {
  const account = { ...resource("azure-native:storage:StorageAccount", "files", lab), modelled: false };
  const settings = { ...resource("kubernetes:core/v1:ConfigMap", "settings", lab), modelled: false };
  const shop = resource("shop:index:Shop", "shop", lab);
  const unmodelled = [
    {
      type: account.type,
      names: ["files", "logs"],
      file: "simulator/azure/storage.ts",
      line: '"azure-native:storage:StorageAccount": storageAccount,',
    },
    { type: settings.type, names: ["settings"], file: "simulator/kubernetes/core.ts", line: "x: y," },
  ];
  const said = (width: number, types = unmodelled) =>
    lines(width, { plan: { ...rehearsal.plan, resources: [lab, account, settings, shop], unmodelled: types } });

  it("is marked in the tree, in which a component of any type counts as one", () => {
    expect(said(100).slice(2, 8)).toEqual([
      "lab          lab:index:ContainerLab  2 resources",
      "├─ files     azure-native:storage:StorageAccount  not modelled",
      "├─ settings  kubernetes:core/v1:ConfigMap  not modelled",
      "└─ shop      shop:index:Shop  0 resources",
      "",
      "Resources  2, in 2 components",
    ]);
  });

  it("keeps its mark where the type is cut", () => {
    expect(said(50)[3]).toBe("├─ files     azure-native:storage:S…  not modelled");
  });

  it("is named at the end, with the file and the line to add", () => {
    expect(section(said(100), "Not modelled")).toEqual([
      "Not modelled  2 types: the rehearsal accepts them unchecked.",
      "  azure-native:storage:StorageAccount  files, logs",
      '    to model it: simulator/azure/storage.ts, and in simulator/catalog.ts: "azure-native:storage:StorageAccount": storageAccount,',
      "  kubernetes:core/v1:ConfigMap  settings",
      "    to model it: simulator/kubernetes/core.ts, and in simulator/catalog.ts: x: y,",
    ]);
  });

  it("is not mentioned if there is nothing of the kind", () => {
    expect(lines(100).join("\n")).not.toMatch(/not modelled/i);
  });
});

describe("how planText says that the lab is made", () => {
  const used = { ...inventory.docker, used: true };

  function nextStep(stack: string, part: Partial<Inventory>): string {
    const plan = { ...rehearsal.plan, vcpus: { total: 0, byFamily: {} } };
    const said = lines(100, { stack, plan, ...having({ machines: [], ...part }) });
    expect(said.join("\n")).not.toMatch(/vCPUs|costs/);
    return wayOf(said);
  }

  it("names a stack that is not the default one", () => {
    expect(wayOf(lines(100, { stack: "spring" }))).toBe(
      "`npm run pulumi -- up --stack spring` makes it, in about ten minutes. docs/azure.md says what you need for that.",
    );
  });

  it("is npm run local for the stack of that name on Docker, and costs nothing", () => {
    expect(nextStep("local", { docker: used })).toBe(
      "`npm run local` makes it. It needs Docker running on this machine.",
    );
  });

  it("is pulumi up for another stack on Docker", () => {
    expect(nextStep("laptop", { docker: used })).toBe(
      "`npm run pulumi -- up --stack laptop` makes it. It needs Docker running on this machine.",
    );
  });

  it("names the context of an existing cluster, and Docker only if an image is built", () => {
    const kubeContext = "kind-kind";
    expect(nextStep("local", { docker: used, kubeContext })).toBe(
      "`npm run local` makes it. It needs Docker running on this machine, and the context kind-kind in your kubeconfig.",
    );
    expect(nextStep("local", { kubeContext })).toBe(
      "`npm run local` makes it. It needs the context kind-kind in your kubeconfig.",
    );
  });

  it("is pulumi up for a stack called local that is on Azure, where npm run local would refuse it", () => {
    expect(wayOf(lines(100, { stack: "local" }))).toMatch(
      /^`npm run pulumi -- up --stack local` makes it, in about ten/,
    );
  });
});

describe("what planText says of the capacity for students", () => {
  const fits: Capacity = {
    students: 20,
    needed: { cpu: 4949, memory: 13632, pods: 221, scratch: 0, disks: 0 },
    beyondReserved: { cpu: 0, memory: 0, pods: 0, scratch: 0, disks: 0 },
    containersMemory: 0,
    now: { nodes: 4, cpu: 6000, memory: 19976, pods: 968, scratch: null, disks: null },
    atMost: null,
    insufficient: [],
    nodesNeeded: 3,
    vcpusNeeded: null,
  };

  function capacityLines(changed: Partial<Capacity>, fixCommand?: string): string[] {
    const plan = { ...rehearsal.plan, capacity: { ...fits, ...changed } };
    const said = lines(100, { plan, ...(fixCommand !== undefined && { fixCommand }) });
    expect(Math.max(...section(said, "Capacity").map((line) => line.length))).toBeLessThanOrEqual(100);
    return section(said, "Capacity");
  }

  it("is nothing without students", () => {
    expect(lines(100).join("\n")).not.toContain("Capacity");
  });

  it("is what they need, what the nodes have, and that it fits", () => {
    expect(capacityLines({})).toEqual([
      "Capacity  an estimate for 20 students and the lab's own pods",
      "           needed     4 nodes have",
      "  CPU      4.9        6.0",
      "  memory   13.3 GiB   19.5 GiB",
      "  pods     221        968",
      "  It fits, and takes 3 of the 4 nodes.",
    ]);
  });

  it("uses the singular for one student and one node", () => {
    const said = capacityLines({
      students: 1,
      now: { nodes: 1, cpu: 6000, memory: 19976, pods: 242, scratch: null, disks: null },
      nodesNeeded: 1,
    });
    expect(said[0]).toBe("Capacity  an estimate for 1 student and the lab's own pods");
    expect(said[1]).toBe("           needed     1 node has");
    expect(said.at(-1)).toBe("  It fits, and takes the one node.");
  });

  it("says that the nodes are just enough", () => {
    expect(capacityLines({ nodesNeeded: 4 }).at(-1)).toBe("  It fits, and takes all 4 nodes.");
  });

  it("is what there is too little of, how many nodes would do, their quota, and the command that fixes it", () => {
    expect(
      capacityLines(
        {
          needed: { cpu: 6950, memory: 20032, pods: 1000, scratch: 0, disks: 0 },
          insufficient: ["cpu", "memory", "pods"],
          nodesNeeded: 5,
          vcpusNeeded: { total: 12, byFamily: { Dsv5: 10, Basv2: 2 } },
        },
        "npm run pulumi -- config set nodeCount 5 --stack dev",
      ).slice(2),
    ).toEqual([
      "  CPU      7.0        6.0            too little",
      "  memory   19.6 GiB   19.5 GiB       too little",
      "  pods     1000       968            too few",
      "  It does not fit: the nodes are short of CPU, memory and room for pods. 5 nodes would do.",
      "  The quota for it is 12 vCPUs: 10 of Dsv5 and 2 of Basv2.",
      "  To fix:",
      "    npm run pulumi -- config set nodeCount 5 --stack dev",
    ]);
  });

  it("has with autoscaling both numbers of nodes, and says if the smaller one is not enough", () => {
    const autoscaled = {
      now: { nodes: 2, cpu: 3000, memory: 9988, pods: 484, scratch: null, disks: null },
      atMost: { ...fits.now!, nodes: 6 },
    };
    expect(capacityLines(autoscaled).slice(1)).toEqual([
      "           needed     2 nodes have   6 nodes have",
      "  CPU      4.9        3.0            6.0",
      "  memory   13.3 GiB   9.8 GiB        19.5 GiB",
      "  pods     221        484            968",
      "  It fits once autoscaling has added nodes, and takes 3 of the 6 nodes.",
    ]);
    expect(
      capacityLines({
        ...autoscaled,
        needed: { cpu: 2000, memory: 2000, pods: 40, scratch: 0, disks: 0 },
        nodesNeeded: 2,
      }).at(-1),
    ).toBe("  It fits, and takes all 2 nodes.");
  });

  it("says that a size's name does not say its memory, instead of a guess", () => {
    expect(capacityLines({ now: { ...fits.now!, memory: null } }).slice(3)).toEqual([
      "  memory   13.3 GiB   not known",
      "  pods     221        968",
      "  As far as is known it fits, and takes 3 of the 4 nodes.",
      "  The name of the nodes' size does not say how much memory they have: look it up, and compare.",
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
  ])("proposes less for each student if no number of nodes has enough of %j", (short, [keys, ...more]) => {
    expect(capacityLines({ insufficient: short, nodesNeeded: null }).slice(6)).toEqual([
      `  No number of nodes would do. Give each student less: ${keys}`,
      ...more,
    ]);
  });

  const onDocker: Partial<Capacity> = {
    needed: { cpu: 4450, memory: 15666, pods: 332, scratch: 0, disks: 0 },
    containersMemory: 2425,
    now: { nodes: 4, cpu: null, memory: null, pods: 440, scratch: null, disks: null },
  };
  const dockerNote = [
    "  Docker must have this memory, of which the nodes use 2.4 GiB themselves. With Docker Desktop it is",
    "  a setting. The rehearsal did not look at this machine.",
  ];

  it("is on Docker what the machine must have, without a verdict", () => {
    expect(capacityLines(onDocker).slice(1)).toEqual([
      "           needed     4 nodes have",
      "  CPU      4.5        this machine's",
      "  memory   15.3 GiB   this machine's",
      "  pods     332        440",
      ...dockerNote,
    ]);
  });

  it("is on Docker a verdict on pods, of which load balancers take some on every node", () => {
    const many = {
      ...onDocker,
      needed: { cpu: 4450, memory: 15666, pods: 800, scratch: 0, disks: 0 },
      insufficient: ["pods"] as const,
    };
    expect(
      capacityLines({ ...many, nodesNeeded: 8 }, "npm run local:pulumi -- config set nodeCount 8").slice(4),
    ).toEqual([
      "  pods     800        440              too few",
      "  It does not fit: the nodes are short of room for pods. 8 nodes would do.",
      "  To fix:",
      "    npm run local:pulumi -- config set nodeCount 8",
      ...dockerNote,
    ]);
    expect(capacityLines({ ...many, nodesNeeded: null })).toContain(
      "  No number of nodes would do. Give each student less: studentPods and studentLoadBalancers.",
    );
  });

  it("says what one student may request beyond what is reserved, unless there is one student only", () => {
    const beyondReserved = { cpu: 800, memory: 640, pods: 0, scratch: 0, disks: 0 };
    expect(capacityLines({ beyondReserved }).slice(-2)).toEqual([
      "  Counted in: one student requests 0.8 CPU and 0.6 GiB beyond what is reserved. If several do so at",
      "  the same time, pods of others may have to wait for room.",
    ]);
    expect(capacityLines({ students: 1, beyondReserved }).join()).not.toContain("Counted in");
  });

  it("has rows for disks where they are needed and known, and says what to change if they are short", () => {
    const needed = { ...fits.needed, scratch: 30 * 1280, disks: 30 };
    const now = { ...fits.now!, scratch: 120_544, disks: 16 };
    expect(capacityLines({ needed, now, insufficient: ["disks"], nodesNeeded: 8 }, "fix").slice(4)).toEqual([
      "  pods      221        968",
      "  disk      37.5 GiB   117.7 GiB",
      "  volumes   30         16             too few",
      "  It does not fit: the nodes are short of data disks for volumes. 8 nodes would do.",
      "  Each student may have volumes, each of them a disk: set studentVolumes to 0 if nobody needs one.",
      "  To fix:",
      "    fix",
    ]);
  });

  it("is only what they need on an existing cluster", () => {
    expect(capacityLines({ now: null, nodesNeeded: null }).slice(1)).toEqual([
      "           needed",
      "  CPU      4.9",
      "  memory   13.3 GiB",
      "  pods     221",
      "  `kubectl describe nodes` shows what the cluster has: the rehearsal did not ask it.",
    ]);
  });
});

describe("the colour of planText", () => {
  it("is there if the output shows colour, and changes nothing else", () => {
    const text = planText(rehearsal, { width: 100, colour: true });
    expect(text).toContain("\u001b[1mlab\u001b[22m ");
    expect(text).toContain("\u001b[33m[secret]\u001b[39m");
    expect(stripVTControlCharacters(text)).toBe(lines(100).join("\n"));
  });
});

describe("what planText ends with", () => {
  const fits: Capacity = {
    ...{ students: 20, insufficient: [], nodesNeeded: 3, vcpusNeeded: null, atMost: null, containersMemory: 0 },
    needed: { cpu: 1, memory: 1, pods: 1, scratch: 0, disks: 0 },
    beyondReserved: { cpu: 0, memory: 0, pods: 0, scratch: 0, disks: 0 },
    now: { nodes: 4, cpu: 6000, memory: 19976, pods: 968, scratch: null, disks: null },
  };
  const rowOf = (title: string, changed: Partial<Rehearsal>) => {
    const row = section(lines(200, changed), "In short").find((line) => line.startsWith(`  ${title} `));
    return row?.replace(/^ +[\w ]+? {2,}/, "");
  };
  const students = (changed: Partial<Capacity>) =>
    rowOf("students", { plan: { ...rehearsal.plan, capacity: { ...fits, ...changed } } });

  it("is whether the students fit", () => {
    expect(students({})).toBe("20, and they fit");
    expect(students({ insufficient: ["cpu"], nodesNeeded: 6 })).toBe("20, and they do not fit: 6 nodes would do");
    expect(students({ insufficient: ["cpu"], nodesNeeded: null })).toBe("20, and they do not fit");
    expect(students({ now: null })).toBe("20; whether they fit is not known");
    expect(students({ now: { ...fits.now!, memory: null } })).toBe("20, and as far as is known they fit");
    expect(students({ now: { ...fits.now!, cpu: null, memory: null } })).toBe(
      "20; whether Docker has the memory for them is not known",
    );
  });

  it("is when it is off, and when it is gone", () => {
    const off = (config: Record<string, string>) => rowOf("off at", { config: labConfig(config) });
    const gone = (config: Record<string, string>) => rowOf("gone at", { config: labConfig(config) });
    expect(off({ dockerHost: "false" })).toBe("never");
    expect(off({ curfew: '{"stopAt":"20:00","timeZone":"Asia/Seoul"}' })).toBe("20:00, each day (Korea Standard Time)");
    expect(off({ curfew: '{"stopAt":"20:00","startAt":"08:00","timeZone":"UTC","days":["Friday"]}' })).toBe(
      "20:00, Friday, and on again at 08:00 (UTC)",
    );
    const endsAt = "2027-01-29T18:00:00+09:00";
    expect(gone({ endsAt })).toBe(`when you destroy it, which should be by ${endsAt}`);
    expect(gone({ endsAt, deleteAtEnd: "true" })).toBe(`${endsAt}, by itself`);
  });

  it("is nothing for a lab that rents nothing and has no students", () => {
    expect(lines(100, having({ machines: [] }))).not.toContain("In short");
  });
});
