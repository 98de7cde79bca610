import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as authorization from "@pulumi/azure-native/authorization";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type Simulation, SimulationError, simulate } from "../../simulator";
import { only } from "../lab";

const stack = { project: "lab", stack: "test" };
const group = "azure-native:resources:ResourceGroup";
const unknown = "the model of the resource that it comes from lacks a property";

const run = <T>(program: () => T | Promise<T>) => simulate(program, stack);

/** A resource group: the smallest thing that the simulator knows. */
const aGroup = (name: string, opts?: pulumi.CustomResourceOptions, location: pulumi.Input<string> = "koreacentral") =>
  new resources.ResourceGroup(name, { location }, opts);

/** What Azure, Docker and Kubernetes would refuse of a program: the error's message without its first line. */
async function refused(program: () => unknown): Promise<string[]> {
  const error: unknown = await run(program).catch((thrown: unknown) => thrown);
  if (!(error instanceof SimulationError)) throw error instanceof Error ? error : new Error("nothing was refused");
  return error.message.split("\n").slice(1);
}

class Part extends pulumi.ComponentResource {
  constructor(name: string, args: pulumi.Inputs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("lab:test:Part", name, args, opts);
    this.registerOutputs({});
  }
}

/** A component in a component, with a resource in each, and one resource outside. */
function nested() {
  const outer = new Part("outer");
  aGroup("first", { parent: outer });
  const inner = new (class extends pulumi.ComponentResource {
    constructor() {
      super("lab:test:Inner", "inner", {}, { parent: outer });
    }
  })();
  aGroup("second", { parent: inner });
  aGroup("third");
}

describe("the record of a simulation", () => {
  it("has each resource with its parent, by URNs as the engine forms them", async () => {
    const { resources: all } = await run(nested);
    const urn = (types: string, name: string) => `urn:pulumi:test::lab::${types}::${name}`;
    const outer = urn("lab:test:Part", "outer");
    const inner = urn("lab:test:Part$lab:test:Inner", "inner");
    const rows = all.map((resource) => [resource.name, [resource.urn, resource.parent, resource.custom]] as const);
    expect(Object.fromEntries(rows)).toEqual({
      outer: [outer, null, false],
      first: [urn(`lab:test:Part$${group}`, "first"), outer, true],
      inner: [inner, outer, false],
      second: [urn(`lab:test:Part$lab:test:Inner$${group}`, "second"), inner, true],
      third: [urn(group, "third"), null, true],
    });
  });

  it("is in the order of registration: a parent before its children, a resource before what needs it", async () => {
    const { resources: all } = await run(() => {
      const base = aGroup("base", { parent: new Part("part") });
      const user = aGroup("user", {}, base.location);
      aGroup("last", { dependsOn: [user] });
    });
    expect(all.map(({ name }) => name)).toEqual(["part", "base", "user", "last"]);
  });

  it("records type, name, id, inputs and state of a resource", async () => {
    const { resources: all } = await run(() => void aGroup("lab"));
    const [{ type, name, id, inputs, shownInputs, state }] = all as [(typeof all)[0]];
    expect({ type, name, inputs, shownInputs, state }).toEqual({
      type: group,
      name: "lab",
      inputs: { location: "koreacentral" },
      shownInputs: { location: "koreacentral" },
      state: { location: "koreacentral", name: expect.stringMatching(/^lab[0-9a-f]{8}$/) },
    });
    expect(id).toBe(`/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/${state["name"]}`);
  });

  it("has no id and no provider for a component", async () => {
    const { resources: all } = await run(() => void new Part("part"));
    expect(all).toMatchObject([{ id: "", provider: "", inputs: {}, state: {} }]);
  });

  it("waits for what is registered late: after a promise, or in an apply", async () => {
    const { resources: all } = await run(async () => {
      const first = aGroup("first");
      await Promise.resolve();
      aGroup("second").name.apply(() => aGroup("in-apply"));
      return { first };
    });
    expect(all.map(({ name }) => name)).toEqual(["first", "second", "in-apply"]);
  });

  it("gives the same names and ids at each run, and other ones to other resources", async () => {
    const ids = ({ resources: all }: Simulation<unknown>) => all.map(({ id }) => id);
    const program = () => {
      aGroup("same");
      aGroup("same", { parent: new Part("part") });
    };
    const first = ids(await run(program));
    expect(ids(await run(program))).toEqual(first);
    expect(new Set(first).size).toBe(3);
  });

  describe("of options", () => {
    let recorded: Simulation<void>;
    beforeAll(async () => {
      recorded = await run(() => {
        const base = aGroup("base");
        const cluster = new kubernetes.Provider("cluster", { kubeconfig: "clusters: []", clusterIdentifier: base.id });
        new kubernetes.core.v1.Namespace("space", {}, { provider: cluster, deletedWith: base });
        aGroup("plain");
        aGroup(
          "careful",
          {
            dependsOn: [base],
            ignoreChanges: ["tags"],
            replaceOnChanges: ["location"],
            replaceWith: [base],
            deleteBeforeReplace: true,
          },
          base.location,
        );
      });
    });
    const optionsOf = (name: string) => only(recorded.resources, group, name).options;

    it("keeps those that change what the engine does", () => {
      expect(optionsOf("careful")).toEqual({
        dependencies: [`urn:pulumi:test::lab::${group}::base`],
        deletedWith: "",
        ignoreChanges: ["tags"],
        replaceOnChanges: ["location"],
        replaceWith: [`urn:pulumi:test::lab::${group}::base`],
        deleteBeforeReplace: true,
      });
    });

    it("has them empty where none is given", () => {
      expect(optionsOf("plain")).toEqual({
        dependencies: [],
        deletedWith: "",
        ignoreChanges: [],
        replaceOnChanges: [],
        replaceWith: [],
        deleteBeforeReplace: false,
      });
    });

    it("records with what a resource is deleted, and by which provider it is created", () => {
      const { options, provider } = only(recorded.resources, "kubernetes:core/v1:Namespace");
      expect(options.deletedWith).toBe(`urn:pulumi:test::lab::${group}::base`);
      expect(provider).toBe("urn:pulumi:test::lab::pulumi:providers:kubernetes::cluster::cluster");
    });
  });
});

describe("a secret", () => {
  const hush = "do-not-tell";

  it("is plain for checks, and masked where inputs are shown, however deep", async () => {
    const { resources: all } = await run(() => {
      new resources.ResourceGroup("lab", {
        location: "koreacentral",
        tags: { plain: "seen", deep: pulumi.secret(hush) },
      });
      new resources.ResourceGroup("whole", { location: "koreacentral", tags: pulumi.secret({ one: hush }) });
    });
    expect(only(all, group, "lab").inputs["tags"]).toEqual({ plain: "seen", deep: hush });
    expect(only(all, group, "lab").shownInputs["tags"]).toEqual({ plain: "seen", deep: "[secret]" });
    expect(only(all, group, "whole").inputs["tags"]).toEqual({ one: hush });
    expect(only(all, group, "whole").shownInputs["tags"]).toBe("[secret]");
  });

  it("is masked in the outputs, and so is what a program makes of one", async () => {
    const { outputs } = await run(() => ({
      plain: "seen",
      direct: pulumi.secret(hush),
      bag: { list: [pulumi.secret({ hush }), "seen"] },
      derived: pulumi.interpolate`see ${pulumi.secret(hush)}`,
      ofResource: new resources.ResourceGroup("lab", {
        location: "koreacentral",
        tags: { deep: pulumi.secret(hush) },
      }).tags,
    }));
    expect(outputs).toEqual({
      plain: "seen",
      direct: "[secret]",
      bag: { list: ["[secret]", "seen"] },
      derived: "[secret]",
      ofResource: "[secret]",
    });
  });

  it("stays one where a model's answer repeats an input of Azure's", async () => {
    const { outputs } = await run(() => {
      const address = new network.PublicIPAddress("ip", {
        resourceGroupName: aGroup("lab").name,
        location: "koreacentral",
        dnsSettings: { domainNameLabel: pulumi.secret(hush) },
      });
      return { dns: address.dnsSettings };
    });
    expect(JSON.stringify(outputs)).not.toContain(hush);
  });

  it("stays one where a model's answer repeats an input of Kubernetes'", async () => {
    const { outputs } = await run(() => {
      const provider = new kubernetes.Provider("cluster", { kubeconfig: "clusters: []", clusterIdentifier: "one" });
      const metadata = { annotations: { note: pulumi.secret(hush) } };
      return { metadata: new kubernetes.core.v1.Namespace("space", { metadata }, { provider }).metadata };
    });
    expect(JSON.stringify(outputs)).not.toContain(hush);
  });

  it.each(["name", "location"] as const)(
    "is also the %s of which the option additionalSecretOutputs makes one",
    async (key) => {
      const { outputs } = await run(() => ({ output: aGroup("lab", { additionalSecretOutputs: [key] })[key] }));
      expect(outputs).toEqual({ output: "[secret]" });
    },
  );
});

describe("the outputs of a simulation", () => {
  it("are what the program returned, resolved, without what is undefined", async () => {
    const { outputs, result } = await run(() => ({
      zero: 0,
      nothing: null,
      absent: undefined,
      later: Promise.resolve("now"),
      name: aGroup("lab").location,
    }));
    expect(outputs).toEqual({ zero: 0, nothing: null, later: "now", name: "koreacentral" });
    expect(Object.keys(result)).toEqual(["zero", "nothing", "absent", "later", "name"]);
  });

  it("are none for a program that returns nothing", async () => {
    expect((await run(() => undefined)).outputs).toEqual({});
  });
});

describe("a refusal", () => {
  it("is of a second resource with the same URN", async () => {
    const twice = () => {
      aGroup("lab");
      aGroup("lab");
    };
    expect(await refused(twice)).toEqual([`  lab (${group}): another resource has the same type, name and parents`]);
  });

  it("is of a second component with the same URN, as the engine refuses it too", async () => {
    const twice = () => {
      new Part("part");
      new Part("part");
    };
    expect(await refused(twice)).toEqual([
      "  part (lab:test:Part): another resource has the same type, name and parents",
    ]);
  });

  it("is not of the same name under another parent, or of another type", async () => {
    const { resources: all } = await run(() => {
      aGroup("lab");
      aGroup("lab", { parent: new Part("lab") });
    });
    expect(all).toHaveLength(3);
  });

  it("is of a resource that is only read, since nothing was made that could be", async () => {
    const faults = await refused(async () => {
      const made = aGroup("made");
      await new Promise((resolve) => made.urn.apply(resolve));
      const found = resources.ResourceGroup.get("found", "/subscriptions/1/resourceGroups/found");
      return { name: found.name };
    });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^ {2}found \(azure-native:resources:ResourceGroup\): /);
  });

  it("is of an output that its model does not know", async () => {
    expect(await refused(() => ({ by: aGroup("lab").managedBy, deep: { list: [aGroup("two").managedBy] } }))).toEqual([
      `  by (output): the simulator does not know its value; ${unknown}`,
      `  deep.list.0 (output): the simulator does not know its value; ${unknown}`,
    ]);
  });

  it("is of an input that comes from an output that its model does not know", async () => {
    const program = () => {
      const tags = { by: aGroup("lab").managedBy.apply((by) => by!) };
      new resources.ResourceGroup("two", { location: "koreacentral", tags });
    };
    expect(await refused(program)).toEqual([`  two (${group}): the simulator does not know tags.by; ${unknown}`]);
  });

  it("is of a component's argument that is not known, which would be shown as Pulumi's own mark", async () => {
    expect(await refused(() => void new Part("part", { by: aGroup("lab").managedBy }))).toEqual([
      `  part (lab:test:Part): the simulator does not know by; ${unknown}`,
    ]);
  });

  it("reports all faults at once, those of a resource before those of all together", async () => {
    const program = () => {
      const { name } = aGroup("lab.");
      new network.VirtualNetwork("net", {
        virtualNetworkName: "n",
        resourceGroupName: name,
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "far", addressPrefix: "10.1.0.0/24" }],
      });
      new network.NetworkInterface("nic", {
        resourceGroupName: name,
        networkSecurityGroup: { id: "/subscriptions/1/resourceGroups/gone/providers/Microsoft.Network/x/y" },
      });
      new resources.ResourceGroup("named", { location: "koreacentral", resourceGroupName: "dot." });
    };
    const error: unknown = await run(program).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SimulationError);
    expect((error as SimulationError).faults.map(({ resource }) => resource.name)).toEqual([
      "named",
      "net",
      "net",
      "nic",
    ]);
    expect((error as SimulationError).message).toMatch(
      /^Azure, Docker or Kubernetes would refuse this \(4 faults\):\n {2}named \(/,
    );
  });

  it("counts one fault as one", async () => {
    const program = () => void new resources.ResourceGroup("named", { location: "x", resourceGroupName: "dot." });
    await expect(run(program)).rejects.toThrow("Azure, Docker or Kubernetes would refuse this (1 fault):\n  named (");
  });
});

describe("an error of the program", () => {
  const script = promisify(execFile)(process.execPath, [
    "--require",
    "sucrase/register/ts",
    join(__dirname, "danglingErrors.ts"),
  ]);
  // A test may ask only after the script has failed.
  script.catch(() => undefined);
  const outcomes = async () => JSON.parse((await script).stdout) as Record<string, string[]>;
  const fault = "the program's own fault";

  it.each([
    ["at once", fault],
    ["after a promise", fault],
    ["in a promise that nobody waits for", fault],
    ["in an apply that nobody uses", fault],
    ["in an output", `error serializing property "out": ${fault}`],
    ["in an input", `error serializing property "location": ${fault}`],
    ["at once, and then in an apply", fault],
  ])("comes out of the simulation when it is thrown %s, and does not touch the next one", async (when, message) => {
    expect((await outcomes())[when]).toEqual([message, "it ran to its end"]);
  });

  it("gives way to what was refused before the program stumbled", async () => {
    expect((await outcomes())["over what was refused"]).toEqual([
      [
        "Azure, Docker or Kubernetes would refuse this (1 fault):",
        `  lab (${group}): another resource has the same type, name and parents`,
      ].join("\n"),
      "it ran to its end",
    ]);
  });

  it("keeps its class, so that a fault of the configuration is reported as one", async () => {
    class ConfigFault extends Error {}
    const program = () => {
      throw new ConfigFault("nodeCount");
    };
    await expect(run(program)).rejects.toBeInstanceOf(ConfigFault);
  });
});

describe("one simulation after another", () => {
  it("shares no resources, faults or configuration with it", async () => {
    const configured = () => new pulumi.Config().get("key") ?? "none";
    const first = await simulate(() => ({ key: configured() }), { ...stack, config: { "lab:key": "set" } });
    const twice = () => [aGroup("lab"), aGroup("lab")];
    await expect(run(twice)).rejects.toThrow(SimulationError);
    const second = await run(() => ({ key: configured(), lab: aGroup("lab").location }));
    expect([first.outputs, second.outputs]).toEqual([{ key: "set" }, { key: "none", lab: "koreacentral" }]);
    expect(second.resources.map(({ name }) => name)).toEqual(["lab"]);
  });

  it("goes by its own project and stack", async () => {
    const names = () => ({ project: pulumi.getProject(), stack: pulumi.getStack() });
    await run(names);
    const { outputs, resources: all } = await simulate(
      () => {
        aGroup("lab");
        return names();
      },
      { project: "other", stack: "dev" },
    );
    expect(outputs).toEqual({ project: "other", stack: "dev" });
    expect(all[0]!.urn).toBe(`urn:pulumi:dev::other::${group}::lab`);
  });
});

describe("a model of a test's own", () => {
  const models = {
    [group]: { create: () => ({ id: "own", outputs: { managedBy: "me" } }) },
  };

  it("replaces the catalog's, for one simulation", async () => {
    const program = () => {
      const lab = aGroup("lab.");
      return {
        id: lab.id,
        by: lab.managedBy,
        net: new network.NatGateway("way-out", { resourceGroupName: "lab" }).urn,
      };
    };
    const type = "azure-native:network:NatGateway";
    const more = { ...models, [type]: { create: () => ({ id: "nat", outputs: {} }) } };
    const { outputs } = await simulate(program, { ...stack, models: more });
    expect(outputs).toMatchObject({ id: "own", by: "me" });
    await expect(simulate(program, { ...stack, models, strict: true })).rejects.toThrow(
      "Not modelled, so --strict refuses it (1 type):",
    );
    expect((await run(() => void aGroup("lab"))).resources[0]!.id).toMatch(/^\/subscriptions\//);
  });
});

describe("the preview flag", () => {
  it("is on unless it is said otherwise", async () => {
    const preview = () => ({ preview: pulumi.runtime.isDryRun() });
    const outputs = [
      (await run(preview)).outputs,
      (await simulate(preview, { ...stack, preview: true })).outputs,
      (await simulate(preview, { ...stack, preview: false })).outputs,
      (await run(preview)).outputs,
    ];
    expect(outputs).toEqual([{ preview: true }, { preview: true }, { preview: false }, { preview: true }]);
  });
});

describe("a call", () => {
  it("is answered for the functions that the lab uses", async () => {
    const { outputs } = await run(() => {
      const { tenantId, clientId, objectId, subscriptionId } = authorization.getClientConfigOutput();
      return { tenantId, clientId, objectId, subscriptionId, token: authorization.getClientTokenOutput().token };
    });
    const guid = expect.stringMatching(/^0{8}-0000-4000-8000-[0-9a-f]{12}$/);
    expect(outputs).toEqual({
      subscriptionId: "00000000-0000-0000-0000-000000000000",
      tenantId: guid,
      clientId: guid,
      objectId: guid,
      token: "simulated",
    });
    expect(new Set([outputs["tenantId"], outputs["clientId"], outputs["objectId"]]).size).toBe(3);
  });
});
