import { stripVTControlCharacters } from "node:util";
import type { PlannedResource, Rehearsal } from "../../cli/plan";
import { planText } from "../../cli/planText";
import { parseVmSize } from "../../components/azure/vmSize";

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
      "vCPUs  0 in all, and of each family:",
      "",
      "`npx pulumi up` makes it, in about ten minutes. README.md says what you need for that, and what it costs an hour.",
      "",
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
    return (await import("../../cli/planText")).planText(rehearsal, 100);
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
