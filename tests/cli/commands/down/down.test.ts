import { writeFileSync } from "node:fs";
import type { PulumiCli } from "../../../../cli/pulumi/cli";
import { down as downCommand } from "../../../../cli/commands/down";
import { UserError } from "../../../../lib/userError";
import { type FakeArm, type FakeResource, fakeArm, forbidden } from "../../azure/fakeArm";
import { azureLab, networkWatcher } from "../../gone/azureLab";
import {
  type Scenario,
  container,
  fakeContext,
  noDocker,
  project,
  projectFolder,
  removeStack,
  runCli,
  stateOf,
  withState,
} from "../../harness";

const lab = azureLab("lab1a2b3c4d");

/** What a `pulumi destroy` does: removes from Azure and its own state, or fails with errors in its event log. */
interface Attempt {
  /** Ids that stay. @default none */
  readonly keeps?: readonly string[];
  readonly errors?: readonly string[];
}

/** A Pulumi CLI whose stack `dev` has some ids on Azure. */
class StackOnAzure {
  readonly destroys: { args: readonly string[]; env: Record<string, string | undefined> }[] = [];
  constructor(
    private readonly fake: FakeArm,
    public ids: readonly string[],
    private readonly attempts: readonly Attempt[] = [],
    private readonly further: readonly object[] = [],
  ) {}

  readonly cli: PulumiCli = {
    run: (args, _output, env = {}) => {
      const words = args.join(" ");
      const state = this.ids.map((id) => ({ urn: id, type: "azure-native:x:Y", id }));
      if (words === "stack ls --json --non-interactive") return kept([{ name: "dev" }]);
      if (words === "stack export --stack dev")
        return kept({ version: 3, deployment: { resources: [...state, ...this.further] } });
      if (args[0] !== "destroy") throw new Error(`no answer is prepared for: ${words}`);
      const { keeps = [], errors = [] } = this.attempts[this.destroys.length] ?? {};
      this.destroys.push({ args, env: { ...env } });
      const log = args[args.indexOf("--event-log") + 1]!;
      const events = errors.map((message) => ({ diagnosticEvent: { severity: "error", message } }));
      writeFileSync(
        log,
        [{ diagnosticEvent: { severity: "info", message: "429" } }, ...events]
          .map((one) => `${JSON.stringify(one)}\n`)
          .join("") + '{"cut',
      );
      const gone = this.ids.filter((id) => !keeps.includes(id));
      this.fake.remove(...gone);
      if (gone.includes(lab.group)) this.fake.remove(lab.nodeGroup);
      this.ids = keeps;
      return Promise.resolve({ code: errors.length > 0 ? 255 : 0, stdout: "" });
    },
  };
}

function kept(document: object) {
  return Promise.resolve({ code: 0, stdout: JSON.stringify(document) });
}

interface Setup {
  readonly resources: readonly FakeResource[];
  readonly ids?: readonly string[];
  readonly attempts?: readonly Attempt[];
  readonly further?: readonly object[];
  readonly options?: Partial<Parameters<typeof downCommand.run>[1]>;
  readonly scenario?: Partial<Scenario>;
  readonly fault?: RegExp;
  /** After how many waits Azure has deleted something. */
  readonly goneAfterWaits?: readonly [number, string];
}

async function down({
  resources,
  ids = lab.ids,
  attempts,
  further,
  options,
  scenario = {},
  fault,
  goneAfterWaits,
}: Setup) {
  const faults = fault === undefined ? [] : [{ on: fault, ...forbidden }];
  const fake = await fakeArm({ resources: [...networkWatcher, ...resources], faults });
  const [waits, id = ""] = goneAfterWaits ?? [];
  fake.whileWaiting = (count) => count === waits && fake.remove(id);
  const stack = new StackOnAzure(fake, ids, attempts, further);
  const azure = { connect: () => fake.connect() };
  const { context, printed } = fakeContext(projectFolder(), { azure, clock: fake.clock, ...scenario });
  const all = { stack: "dev", yes: true, "cluster-gone": false, json: false, ...options };
  try {
    const code = await downCommand.run({ ...context, pulumi: stack.cli }, all, []);
    return { fake, stack, code, ...printed, message: undefined };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { fake, stack, code: error.exitCode, ...printed, message: error.message };
  }
}

const inUse = 'Code="InUseSubnetCannotBeDeleted" Message="Subnet nodes is in use"';

describe("npm run down, on Azure", () => {
  it("destroys the stack and proves that nothing is left", async () => {
    const { code, stdout, stack, fake } = await down({ resources: lab.resources });
    expect(code).toBe(0);
    expect(stdout).toBe(`Looking for what Azure still has.
Nothing was found. Azure's lists lag, so there is a second look in half a minute.
NetworkWatcherRG is Azure's own: it makes that group once in a subscription, it costs nothing, and it is not counted.

Nothing of petshop/dev is left.
`);
    expect(stack.destroys).toHaveLength(1);
    expect(fake.resources).toEqual(networkWatcher);
  });

  it("cannot get stuck on a dead cluster, and uses the Docker of the docker command", async () => {
    const { stack } = await down({ resources: lab.resources });
    const [{ args, env } = { args: [], env: {} }] = stack.destroys;
    expect(args.slice(0, -1).join(" ")).toBe(
      "destroy --yes --skip-preview --continue-on-error --stack dev --event-log",
    );
    expect(env).toMatchObject({
      PULUMI_K8S_DELETE_UNREACHABLE: "true",
      PULUMI_DEBUG_COMMANDS: "true",
      DOCKER_HOST: "unix:///run/docker.sock",
    });
  });

  it("tries again what passes on Azure, with longer pauses", async () => {
    const attempts = [
      { keeps: [lab.group, lab.role], errors: [inUse] },
      { keeps: [lab.role], errors: ["Code=RoleDefinitionHasAssignments"] },
    ];
    const { code, stdout, stack, fake } = await down({ resources: lab.resources, attempts });
    expect({ code, attempts: stack.destroys.length }).toEqual({ code: 0, attempts: 3 });
    expect(fake.waits).toEqual([30_000, 60_000, 30_000]);
    expect(stdout).toContain("Some of that passes by itself on Azure. The next attempt is in 30 seconds.\n");
  });

  it("gives up after five attempts, and says what is left, what it costs and what removes it", async () => {
    const attempts = Array.from({ length: 9 }, () => ({ keeps: [lab.group], errors: [inUse] }));
    const { code, stdout, stack } = await down({ resources: lab.resources, attempts });
    expect({ code, attempts: stack.destroys.length }).toEqual({ code: 1, attempts: 5 });
    expect(stdout).toContain("az group delete --name lab1a2b3c4d");
    expect(stdout).toContain("Pulumi's state of it still has 1 resources: npm run down\n");
    expect(stdout).toContain("Pulumi could not remove everything; what went wrong is above.\n");
  });

  it("does not try again what stays as it is", async () => {
    const attempts = [{ keeps: [lab.group], errors: ['Code="AuthorizationFailed" Message="The client has no right"'] }];
    const { code, stack } = await down({ resources: lab.resources, attempts });
    expect({ code, attempts: stack.destroys.length }).toEqual({ code: 1, attempts: 1 });
  });

  const slow = { ...lab.resources[0]!, id: `${lab.group}-nodes`, name: "lab1a2b3c4d-nodes" };

  it("waits for what Azure is still deleting after Pulumi has ended", async () => {
    const { code, fake } = await down({ resources: [...lab.resources, slow], goneAfterWaits: [2, slow.id] });
    expect(code).toBe(0);
    expect(fake.waits).toEqual([15_000, 15_000, 30_000]);
  });

  it("waits no longer than a quarter of an hour", async () => {
    const { code, fake } = await down({ resources: [...lab.resources, slow] });
    expect(code).toBe(1);
    expect(fake.waits).toEqual(Array(60).fill(15_000));
  });

  it("finds what Pulumi never knew, as what a killed run left", async () => {
    const disk = {
      id: `${lab.group}x/providers/Microsoft.Compute/disks/d`,
      tags: { lab: project, stack: "dev" },
      location: "koreacentral",
    };
    const { code, stdout, stack } = await down({ resources: [disk], ids: [] });
    expect({ code, destroys: stack.destroys.length }).toEqual({ code: 1, destroys: 0 });
    expect(stdout).toContain("Pulumi's state has nothing of it.\n");
    expect(stdout).toContain(`az resource delete --ids ${disk.id}`);
  });

  it("cannot tell if Azure refuses to be looked at, though Pulumi says that all is gone", async () => {
    const { code, stdout } = await down({ resources: lab.resources, fault: /roleAssignments$/ });
    expect(code).toBe(2);
    expect(stdout).toContain("(403 AuthorizationFailed)");
  });

  it("prints one document with --json, and all else on standard error", async () => {
    const { code, stdout, stderr } = await down({ resources: lab.resources, options: { json: true } });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "gone", left: [], state: null, unanswered: [] });
    expect(stderr).toMatch(/^Looking for what Azure still has\.\n/);
  });
});

describe("npm run down, after a curfew has deleted the lab", () => {
  const outside = lab.resources.filter(({ id }) => [lab.role, lab.budget].includes(id));

  it("removes what was outside of the group, and the state", async () => {
    const { code, fake, stack } = await down({ resources: outside });
    expect({ code, ids: stack.ids }).toEqual({ code: 0, ids: [] });
    expect(fake.resources).toEqual(networkWatcher);
  });

  it("removes the second lab, too, that an `up` after it has made, and finds what the first one left", async () => {
    const second = azureLab("lab5e6f7a8b");
    const role = outside.find(({ id }) => id === lab.role)!;
    const setup = {
      resources: [
        role,
        ...second.resources.filter(({ id }) => id !== second.nodeGroup && !id.startsWith(`${second.nodeGroup}/`)),
      ],
    };
    const lost = await down({ ...setup, ids: second.ids });
    expect({
      code: lost.code,
      left: lost.stdout.includes("Container lab") || lost.stdout.includes(lab.role.split("/").at(-1)!),
    }).toEqual({
      ...{ code: 1, left: true },
    });
    const known = await down({ ...setup, ids: [...second.ids, ...lab.ids] });
    expect(known.code).toBe(0);
    expect(known.fake.resources).toEqual(networkWatcher);
  });
});

describe("npm run down, before anything is removed", () => {
  it("asks, and removes nothing without a yes", async () => {
    const no = await down({ resources: lab.resources, options: { yes: false }, scenario: { typed: ["no"] } });
    expect(no).toMatchObject({ code: 1, message: "Nothing was removed." });
    expect(no.stderr).toBe("petshop/dev is removed, with all that anybody made in it. Type yes to remove it: ");
    const silent = await down({ resources: lab.resources, options: { yes: false } });
    expect(silent).toMatchObject({
      ...{ code: 1 },
      message:
        "Nobody can be asked here whether the lab may be removed. Nothing was. Say so: `npm run down -- --stack dev --yes`",
    });
    for (const { stack } of [no, silent]) expect(stack.destroys).toEqual([]);
    const yes = await down({ resources: lab.resources, options: { yes: false }, scenario: { typed: ["Yes"] } });
    expect(yes.code).toBe(0);
  });

  it("says that Pulumi needs Docker, if the state has an image and none answers", async () => {
    const further = [{ urn: "image", type: "docker:index/image:Image" }];
    const { code, message, stack } = await down({ resources: lab.resources, further, scenario: { docker: noDocker } });
    expect({ code, destroys: stack.destroys.length }).toEqual({ code: 2, destroys: 0 });
    expect(message).toMatch(
      /^Pulumi needs Docker to forget the image, and none answers; nothing was removed\. Start it: /,
    );
  });
});

describe("npm run down --stack local", () => {
  const args = ["down", "--stack", "local", "--yes"];
  const nothing = { "stack ls --json --non-interactive": { stdout: "[]" } };

  it("does what npm run local:down does, and then looks", async () => {
    const pulumi = { ...stateOf(23), "destroy --yes --skip-preview": {}, ...nothing };
    const result = await runCli({ args, pulumi, prepare: withState });
    expect(result).toMatchObject({
      ...{ code: 0, stderr: "" },
      stdout: "Nothing of the lab is left here, but images.\nNothing of petshop/local is left.\n",
    });
    expect(result.asked).toContain(removeStack);
  });

  it("ends with 1 if something is left on Docker", async () => {
    const docker = { containers: [container("lab-server", { lab: project })] };
    const result = await runCli({ args: [...args, "--json"], docker });
    expect(result.code).toBe(1);
    expect((JSON.parse(result.stdout) as { error: { message: string } }).error.message).toContain(
      "docker rm --force --volumes lab-server",
    );
  });
});
