import { Command } from "commander";
import { type Plan, type PlannedResource, addPlanCommand, rehearse } from "../../cli/rehearse";
import { readStackConfig } from "../../config/stackConfig";
import { ConfigError, readConfig } from "../../config";
import { configKeys } from "../../config/keys";

const project = "azure-container-lab";
const sshPublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

// A program takes its time where the machine has other things to do.
jest.setTimeout(60_000);

function resource({ resources }: Plan, type: string): PlannedResource {
  const found = resources.filter((other) => other.type === type);
  expect(found).toHaveLength(1);
  return found[0]!;
}

/**
 * The program runs as it is loaded, and only then: a second rehearsal has to load it again, with all that goes with it.
 * A bad configuration stops it before it is loaded, so `rehearse` itself will do for those and for one good one.
 */
async function rehearseAnew(...overrides: string[]) {
  jest.resetModules();
  return (await import("../../cli/rehearse")).rehearse("dev", overrides);
}

describe("the rehearsal of a bad configuration", () => {
  async function refusal(...overrides: string[]): Promise<ConfigError> {
    const error: unknown = await rehearse("dev", overrides).catch((reason: unknown) => reason);
    if (error instanceof ConfigError) return error;
    throw new Error(`it was no ConfigError: ${String(error)}`);
  }

  const vmSize = (minimum: string) => `an Azure VM size${minimum}, not ARM`;
  const range = "one IPv4 range from /8 to /32, or nothing to keep SSH closed";
  const nodes = "a whole number from 1 to 100";

  it.each([
    ["nodeCount=0", '"0"', nodes, "nodeCount=4"],
    ["nodeCount=1.5", '"1.5"', nodes, "nodeCount=4"],
    ["nodeCount=four", '"four"', nodes, "nodeCount=4"],
    ["nodeCount=1000", '"1000"', nodes, "nodeCount=4"],
    ["replicas=-1", '"-1"', "a whole number from 1 to 1000, or 0 for one a node", "replicas=8"],
    ["sshFrom=*", '"*": that is the whole Internet', range, "sshFrom=203.0.113.7/32"],
    ["sshFrom=0.0.0.0/0", '"0.0.0.0/0": that is the whole Internet', range, "sshFrom=203.0.113.7/32"],
    ["sshFrom=10.0.0.300/24", '"10.0.0.300/24": it is no IPv4 range', range, "sshFrom=203.0.113.7/32"],
    [
      "sshPublicKey=ssh-ed25519 AAAA",
      '"ssh-ed25519 AAAA": what follows the type is no ssh-ed25519 key',
      "an ed25519 key, or an RSA key of 2048 bits or more, in OpenSSH form; or nothing to have one made",
      'sshPublicKey="$(cat ~/.ssh/id_ed25519.pub)"',
    ],
    [
      "nodeSize=huge",
      '"huge": no VM size has such a name',
      vmSize(" with 2 vCPUs or more"),
      "nodeSize=Standard_D2s_v5",
    ],
    ["hostSize=huge", '"huge": no VM size has such a name', vmSize(""), "hostSize=Standard_B2als_v2"],
    [
      "kubernetesVersion=1.35.x",
      '"1.35.x"',
      "a minor version such as 1.36, or nothing for AKS's default of the day",
      "kubernetesVersion=1.36",
    ],
    ["shutdownAt=25:99", '"25:99"', "a time from 00:00 to 23:59, or nothing to leave it running", "shutdownAt=19:00"],
    [
      "hostCidr=10.244.3.0/24",
      '"10.244.3.0/24": it overlaps podCidr 10.244.0.0/16',
      "a range apart from podCidr, serviceCidr, 10.224.0.0/12, 169.254.0.0/16, 172.30.0.0/16, 172.31.0.0/16, 192.0.2.0/24, 127.0.0.0/8, 168.63.129.16/32, 224.0.0.0/4",
      "hostCidr=10.100.0.0/24",
    ],
  ])("names key, value, what is allowed and the command that mends it: %s", async (override, value, allowed, fix) => {
    expect((await refusal(override)).message).toBe(
      `The configuration has 1 fault. Nothing was registered.

  ${override.split("=")[0]} is ${value}
    allowed: ${allowed}
    to fix: npm start -- --config ${fix}`,
    );
  });

  it("says which known key is nearest to an unknown one, and proposes it", async () => {
    expect((await refusal("nodeCuont=3")).message).toBe(
      `The configuration has 1 fault. Nothing was registered.

  nodeCuont is "3": there is no such key; the nearest is nodeCount
    allowed: ${Object.keys(configKeys).join(", ")}
    to fix: npm start -- --config nodeCount=3`,
    );
  });

  it("names what is wrong between keys in the same way: the Windows pool with Cilium forced", async () => {
    expect((await refusal("windows=true", "networkDataplane=cilium")).message).toBe(
      `The configuration has 1 fault. Nothing was registered.

  networkDataplane is "cilium": Cilium cannot serve the Windows pool that windows true asks for
    allowed: auto or azure with windows true
    to fix: npm start -- --config windows=true --config networkDataplane=auto`,
    );
  });

  it("mends the whole of what was given on the command line, the stack with it", async () => {
    const faulty = ["replicas=-1", "owner=Dr. Kim", "zones=[9]", "shoes=1"];
    const { message } = (await rehearse("dev", faulty).catch((reason: unknown) => reason)) as ConfigError;
    const command = `npm start -- --config replicas=8 --config 'owner=Dr. Kim' --config 'zones=[1]'`;
    expect(message.match(/(?<=to fix: ).*/g)).toEqual([command, command, command]);
  });

  it("mends an object by the whole of it, once for all its members", async () => {
    const given = '{"stopAt":"9:00","timezone":"UTC","days":["Mon"]}';
    const { message } = await refusal(`curfew=${given}`, "budget=500");
    const command =
      `npm start -- --config 'curfew={"timeZone":"UTC","stopAt":"09:00","days":["Monday"]}' ` +
      `--config 'budget={"amount":100,"emails":["instructor@example.com"],"startDate":"2027-01-01"}'`;
    expect(message.match(/(?<=to fix: ).*/g)).toEqual([command, command, command, command]);
  });

  it("mends on the command line what comes from there with its namespace", async () => {
    expect((await refusal(`${project}:nodeCount=0`)).message).toMatch(
      /to fix: npm start -- --config (azure-container-lab:)?nodeCount=4$/,
    );
  });

  it.each(
    Object.entries({
      target: "aws",
      location: "-",
      owner: "<",
      endsAt: "never",
      deleteAtEnd: "perhaps",
      curfew: "19:00",
      budget: '{"amount":"much"}',
      maxNodeCount: "-1",
      zones: "[9]",
      authorizedIpRanges: '["*"]',
      networkDataplane: "none",
      podCidr: "*",
      serviceCidr: "*",
      windows: "maybe",
      image: "nginx",
      dockerHost: "maybe",
      timeZone: "Mars/Phobos",
    }),
  )("names a command that does fix %s", async (key, value) => {
    const { message } = await refusal(`${key}=${value}`);
    // As the shell takes it: without the quotes around it.
    const fix = /to fix: npm start -- --config (['"]?)(.*)\1$/.exec(message)?.[2] ?? "no command";
    expect(fix).toMatch(new RegExp(`^${key}=`));
    expect(() => readConfig(readStackConfig("dev", [fix]).values, project, "dev")).not.toThrow();
  });

  it("says all that is wrong in one error", async () => {
    const { faults } = await refusal("nodeCount=four", "sshFrom=*", "hostSize=huge", "nodeCuont=3", "shutdownAt=25:99");
    expect(faults.map(({ key }) => key)).toEqual(["nodeCuont", "nodeCount", "hostSize", "sshFrom", "shutdownAt"]);
  });

  it("does not repeat a private key", async () => {
    const { message } = await refusal("sshPublicKey=-----BEGIN OPENSSH PRIVATE KEY-----\nTopSecret\n");
    expect(message).toContain('sshPublicKey is "[not shown]": it is a private key; give the file that ends in .pub');
    expect(message).not.toMatch(/BEGIN|TopSecret/);
  });

  it("says what it is that the command line or the stack lacks", async () => {
    await expect(rehearse("dev", ["nodeCount"])).rejects.toThrow("--config nodeCount: it has the form key=value");
    await expect(rehearse("nope")).rejects.toThrow("There is no Pulumi.nope.yaml in ");
  });
});

describe("the rehearsal of a stack", () => {
  it("has every resource, with its parent by URN, and masks what is secret", async () => {
    const { plan, project: name, stack } = await rehearse("dev");
    expect([name, stack]).toEqual([project, "dev"]);
    // What is in each component is for its own test to say.
    expect(plan.resources.filter(({ type }) => type.startsWith("lab:")).map(({ urn }) => urn)).toEqual(
      [
        "lab:index:ContainerLab::lab",
        "lab:index:ContainerLab$lab:azure:Registry::registry",
        "lab:index:ContainerLab$lab:azure:Cluster::cluster",
        "lab:index:ContainerLab$lab:docker:AppImage::app",
        "lab:index:ContainerLab$lab:azure:DockerHost::host",
        "lab:index:ContainerLab$lab:kubernetes:Workload::workload",
      ].map((end) => `urn:pulumi:dev::azure-container-lab::${end}`),
    );
    expect(resource(plan, "azure-native:containerservice:ManagedCluster").parent).toBe(
      "urn:pulumi:dev::azure-container-lab::lab:index:ContainerLab$lab:azure:Cluster::cluster",
    );
    // A resource stands behind its parent.
    expect(
      plan.resources.filter(
        ({ parent }, index) => parent !== null && !plan.resources.slice(0, index).some(({ urn }) => urn === parent),
      ),
    ).toEqual([]);
    expect(new Set(plan.resources.map(({ urn }) => urn)).size).toBe(plan.resources.length);
    expect(Object.keys(plan)).toEqual(["resources", "outputs", "vcpus"]);
    expect(plan.resources.map((resource) => Object.keys(resource).join())).toEqual(
      plan.resources.map(() => "urn,type,name,parent,inputs"),
    );

    expect(plan.outputs).toMatchObject({ kubeconfig: "[secret]", sshPrivateKey: "[secret]" });
    expect(resource(plan, "pulumi:providers:kubernetes").inputs).toMatchObject({ kubeconfig: "[secret]" });
    expect(resource(plan, "docker:index/image:Image").inputs).toMatchObject({ registry: { password: "[secret]" } });
    expect(JSON.stringify(plan)).not.toMatch(/PRIVATE KEY|apiVersion: v1/);

    expect(plan.vcpus).toEqual({ total: 10, byFamily: { Dsv5: 8, Basv2: 2 } });
  });

  it("says of students whether they fit, and by which command of Pulumi's they would", async () => {
    const { plan, fixCommand: toFit } = await rehearseAnew('students=["kim","lee"]', "studentCpu=3");
    expect(Object.keys(plan)).toEqual(["resources", "outputs", "vcpus", "capacity"]);
    expect(plan.capacity).toEqual({
      students: 2,
      // Of each student, of the app's four pods and one more in an update, and of AKS's own.
      needed: { cpu: 6000 + 250 + 700, memory: 1280 + 320 + 512, pods: 20 + 5 + 16 },
      containersMemory: 0,
      now: { nodes: 4, cpu: 6000, memory: 19976, pods: 968 },
      atMost: null,
      insufficient: ["cpu"],
      nodesNeeded: 5,
      vcpusNeeded: { total: 12, byFamily: { Dsv5: 10, Basv2: 2 } },
    });
    expect(toFit).toBe("npx pulumi config set nodeCount 5 --stack dev");
  });

  it("says on Docker what the machine must have for the students", async () => {
    jest.resetModules();
    const { rehearse: rehearseIt } = await import("../../cli/rehearse");
    const { plan, fixCommand: toFit } = await rehearseIt("local", ['students=["kim","lee"]', "nodeCount=3"]);
    expect(plan.capacity).toMatchObject({
      // The app's three pods and one more, coredns and its like, and four load balancers' pods, one on each node.
      needed: { cpu: 400 + 200 + 200, memory: 1280 + 256 + 140 + 2150, pods: 20 + 4 + 3 + 3 * 3 },
      containersMemory: 2150,
      now: { nodes: 3, cpu: null, memory: null, pods: 330 },
      insufficient: [],
      nodesNeeded: 1,
    });
    expect(toFit).toBeUndefined();
  });

  it("adds the Windows node, its password masked, and its vCPUs; of a key that is given it puts nothing out; students do not run there", async () => {
    const overrides = ["windows=true", "nodeSize=Standard_D4s_v5", `sshPublicKey=${sshPublicKey}`, "nodeCount=4"];
    const { plan, fixCommand: toFit } = await rehearseAnew(...overrides, 'students=["kim"]', "studentMemory=60Gi");
    expect(plan.vcpus).toEqual({ total: 22, byFamily: { Dsv5: 20, Basv2: 2 } });
    expect(resource(plan, "azure-native:containerservice:ManagedCluster").inputs).toMatchObject({
      windowsProfile: { adminUsername: "labadmin", adminPassword: "[secret]" },
    });
    expect(plan.outputs).not.toHaveProperty("sshPrivateKey");
    expect(JSON.stringify(plan)).not.toContain("Simulated-");

    // No pod of a student runs there, so what the students lack is more of the other nodes.
    expect(plan.capacity).toMatchObject({
      now: { nodes: 4 },
      insufficient: ["memory"],
      nodesNeeded: 6,
      vcpusNeeded: { total: 30, byFamily: { Dsv5: 28, Basv2: 2 } },
    });
    expect(toFit).toBe(
      "npm start -- --config windows=true --config nodeSize=Standard_D4s_v5 " +
        `--config 'sshPublicKey=${sshPublicKey}' --config nodeCount=6 --config 'students=["kim"]' --config studentMemory=60Gi`,
    );
  });

  it("counts an autoscaled pool at its largest, and has no Docker host without it, by overrides of every form", async () => {
    const { plan, machines } = await rehearseAnew(
      "nodeCount=2",
      `${project}:maxNodeCount=6`,
      "dockerHost=false",
      'owner="R. \\"Kim\\""',
      'authorizedIpRanges=["203.0.113.0/24"]',
      "azure-native:clientSecret=s3cret",
    );
    expect(plan.vcpus).toEqual({ total: 12, byFamily: { Dsv5: 12 } });
    expect(machines.map(({ size, count }) => `${count} × ${size.name}`)).toEqual(["6 × Standard_D2s_v5"]);
    expect(plan.outputs).not.toHaveProperty("dockerHost");
    expect(plan.resources.filter(({ name }) => name.startsWith("host"))).toEqual([]);
    expect(resource(plan, "azure-native:containerservice:ManagedCluster").inputs).toMatchObject({
      agentPoolProfiles: [{ count: 2, minCount: 2, maxCount: 6 }],
      apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"] },
      tags: { lab: project, stack: "dev", owner: 'R. "Kim"' },
    });
    expect(JSON.stringify(plan)).not.toContain("s3cret");
  });
});

describe("addPlanCommand", () => {
  it.each([
    [["--nodes", "3"], "error: unknown option '--nodes'\n"],
    [["plan", "--stack"], "error: option '-s, --stack <name>' argument missing\n"],
    [["plan", "nodeCount=3"], "error: too many arguments for 'plan'. Expected 0 arguments but got 1.\n"],
  ])("refuses %j", async (args, message) => {
    const said: string[] = [];
    const program = new Command("lab").exitOverride().configureOutput({ writeErr: (text) => void said.push(text) });
    addPlanCommand(program);
    await expect(program.parseAsync(args, { from: "user" })).rejects.toMatchObject({ exitCode: 1 });
    expect(said).toEqual([message]);
  });
});
