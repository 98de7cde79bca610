import { noDeployment } from "../../../../cli/commands/local/state/deployment";
import { type FakeArmOptions, type FakeResource, fakeArm, forbidden, scope } from "../../azure/fakeArm";
import { azureLab, networkWatcher, noStack, stateWith, tags } from "../../gone/azureLab";
import { type Scenario, container, network, noDocker, project, runCli, volume, withState } from "../../harness";

const lab = azureLab("lab1a2b3c4d");

/** Runs `lab gone` against a fake Azure. */
async function gone(options: FakeArmOptions, scenario: Partial<Scenario> = {}) {
  const fake = await fakeArm({ ...options, resources: [...networkWatcher, ...(options.resources ?? [])] });
  const { args = [], ...rest } = scenario;
  const azure = { connect: () => fake.connect() };
  const result = await runCli({ pulumi: noStack, ...rest, args: ["gone", ...args], azure, clock: fake.clock });
  return { fake, ...result };
}

interface Document {
  readonly outcome: string;
  readonly left: readonly {
    id: string;
    kind: string;
    name: string;
    deleting: boolean;
    costADay: number | null;
    command: string;
  }[];
  readonly state: { resources: number; command: string } | null;
  readonly unanswered: readonly string[];
  readonly notes: readonly string[];
  readonly costADay: { total: number; unknown: readonly string[] };
}

async function goneJson(options: FakeArmOptions, scenario: Partial<Scenario> = {}) {
  const result = await gone(options, { ...scenario, args: ["--json", ...(scenario.args ?? [])] });
  return { ...result, document: JSON.parse(result.stdout) as Document };
}

const idsOf = ({ left }: Document) => left.map(({ id }) => id).sort();
const allIds = lab.resources.map(({ id }) => id).sort();

describe("lab gone, with nothing left on Azure", () => {
  it("says so after two looks, names Azure's own group and does not count it, and ends with 0", async () => {
    const { code, stdout, fake } = await gone({});
    expect(code).toBe(0);
    expect(stdout).toBe(`Nothing was found. Azure's lists lag, so there is a second look in half a minute.
NetworkWatcherRG is Azure's own: it makes that group once in a subscription, it costs nothing, and it is not counted.

Nothing of petshop/dev is left.
`);
    expect(fake.waits).toEqual([30_000]);
  });

  it("does not take another stack's lab, or another's things, for its own", async () => {
    const other = azureLab("lab99999999").resources.map((one) => ({
      ...one,
      ...(one.tags && { tags: { ...tags, stack: "prod" } }),
    }));
    const foreign = {
      id: `${scope}/resourceGroups/web/providers/Microsoft.Compute/disks/d`,
      tags: { lab: "web", stack: "dev" },
    };
    await expect(goneJson({ resources: [...other, foreign] })).resolves.toMatchObject({
      code: 0,
      document: { outcome: "gone", left: [], state: null, unanswered: [] },
    });
  });

  it("does not take a shared group for the lab's because the state has one thing in it", async () => {
    const shared = { id: `${scope}/resourceGroups/shared`, name: "shared" };
    const [own, foreign] = ["share", "thesis"].map((name) => ({
      id: `${shared.id}/providers/Microsoft.Compute/disks/${name}`,
      location: "koreacentral",
    }));
    const { document } = await goneJson({ resources: [shared, own!, foreign!] }, { pulumi: stateWith([own!.id]) });
    expect(idsOf(document)).toEqual([own!.id]);
  });

  it("ends with 1 all the same if Pulumi's state still has things, as after a curfew's deletion", async () => {
    const { code, document } = await goneJson({}, { pulumi: stateWith(lab.ids) });
    expect(code).toBe(1);
    expect(document).toMatchObject({
      ...{ outcome: "left", left: [] },
      state: { resources: lab.ids.length, command: "npm run down" },
    });
  });
});

describe("lab gone, with a lab on Azure", () => {
  it("finds all of it by the ids of the state", async () => {
    const { code, document } = await goneJson({ resources: lab.resources }, { pulumi: stateWith(lab.ids) });
    expect(code).toBe(1);
    expect(idsOf(document)).toEqual(allIds);
  });

  it("finds all of it without any state: by tag, group, scope, the role's name and the budget's filter", async () => {
    const { code, document } = await goneJson({ resources: lab.resources });
    expect(code).toBe(1);
    expect(idsOf(document)).toEqual(allIds);
    expect(document.state).toBeNull();
  });

  it("finds all of it on every page of the lists", async () => {
    const { document } = await goneJson({ resources: lab.resources, pageSize: 2 });
    expect(idsOf(document)).toEqual(allIds);
  });

  it("says what each costs a day, by the prices of the rehearsal, and names what has no known price", async () => {
    const strange = { id: `${lab.group}/providers/Microsoft.Quantum/workspaces/q`, location: "koreacentral", tags };
    const { document } = await goneJson({ resources: [...lab.resources, strange] });
    const costs = Object.fromEntries(document.left.map(({ name, costADay }) => [name, costADay]));
    expect(costs).toMatchObject({
      "aks-nodes": expect.closeTo(4 * 24 * (0.118 + 0.014)),
      host: expect.closeTo(24 * 0.0468),
      host_OsDisk: expect.closeTo(24 * 0.003),
      registry1: expect.closeTo(24 * 0.007),
      kubernetes: expect.closeTo(24 * 0.025),
      outbound: expect.closeTo(24 * 0.005),
      cluster: 0,
      lab1a2b3c4d: 0,
      q: null,
    });
    expect(document.costADay.total).toBeCloseTo(24 * (0.528 + 0.0468 + 0.003 + 0.007 + 0.025 + 0.005));
    expect(document.costADay.unknown).toEqual(["Microsoft.Quantum/workspaces q"]);
  });

  it("prints a line for each with the command that removes it, and what it says last is what to know", async () => {
    const { stdout } = await gone({ resources: lab.resources });
    expect(stdout).toContain("Left, with US dollars a day: 14.76 in all\n");
    expect(stdout).toMatch(
      /\n {2}resource group +lab1a2b3c4d +0\.00 {2}az group delete --name lab1a2b3c4d --subscription \S+\n/,
    );
    expect(stdout).toMatch(
      /\n {2}role +lab1a2b3c4d-stop +0\.00 {2}az role definition delete --name lab1a2b3c4d-stop --scope \S+\n/,
    );
    expect(stdout).toMatch(/\n {2}public address +outbound +0\.12 {2}az resource delete --ids \S+outbound\n/);
    expect(stdout.endsWith("\n\nNot all of petshop/dev is gone.\n")).toBe(true);
  });

  it("finds locks, deleted vaults and disks that outlived their group", async () => {
    const lock = `${lab.group}/providers/Microsoft.Authorization/locks/keep`;
    const vault = `${scope}/providers/Microsoft.KeyVault/locations/koreacentral/deletedVaults/secrets`;
    const disk = `${scope}/resourceGroups/backup/providers/Microsoft.Compute/disks/pvc-1`;
    const resources: FakeResource[] = [
      lab.resources[0]!,
      { id: lock, properties: { level: "CanNotDelete" } },
      { id: vault, properties: { vaultId: `${lab.group}/providers/Microsoft.KeyVault/vaults/secrets`, tags: null } },
      { id: disk, location: "koreacentral", tags, sku: { name: "StandardSSD_LRS" }, properties: { diskSizeGB: 5 } },
    ];
    const { document } = await goneJson({ resources });
    const commands = Object.fromEntries(document.left.map(({ id, command }) => [id, command]));
    expect(commands).toEqual({
      [lab.group]: `az group delete --name lab1a2b3c4d --subscription ${scope.split("/")[2]}`,
      [lock]: `az lock delete --ids ${lock}`,
      [vault]: "az keyvault purge --name secrets",
      [disk]: `az resource delete --ids ${disk}`,
    });
  });

  it("finds a curfew's roles whose group is deleted, though no state knows them, and not those of a lab that lives", async () => {
    const living = azureLab("lab99999999");
    const others = living.resources.map((one) => ({ ...one, ...(one.tags && { tags: { ...tags, stack: "prod" } }) }));
    const orphan = lab.resources.find(({ id }) => id === lab.role)!;
    const { document } = await goneJson({ resources: [...others, orphan] });
    expect(idsOf(document)).toEqual([lab.role]);
  });
});

describe("lab gone, where lists lag", () => {
  it("confirms each thing of a list by a GET, and believes that", async () => {
    const { fake, document, code } = await goneJson({ resources: lab.resources, lag: 1000 });
    expect({ code, left: document.left.length }).toEqual({ code: 1, left: lab.resources.length });
    fake.remove(...lab.resources.map(({ id }) => id));
    const azure = { connect: () => fake.connect() };
    const result = await runCli({ args: ["gone", "--json"], azure, clock: fake.clock, pulumi: noStack });
    expect({ code: result.code, left: (JSON.parse(result.stdout) as Document).left }).toEqual({ code: 0, left: [] });
  });

  it("finds at the second look what no list had at the first", async () => {
    const fake = await fakeArm({ resources: networkWatcher });
    fake.whileWaiting = (count) => {
      if (count === 1) fake.resources.push(...lab.resources);
    };
    const azure = { connect: () => fake.connect() };
    const result = await runCli({ args: ["gone", "--json"], azure, clock: fake.clock, pulumi: noStack });
    expect(result.code).toBe(1);
    expect((JSON.parse(result.stdout) as Document).left).not.toHaveLength(0);
  });

  it("waits for what is being deleted, with all that is in its group", async () => {
    const dying = lab.resources.map((one) =>
      one.id === lab.group ? { ...one, properties: { provisioningState: "Deleting" } } : one,
    );
    const fake = await fakeArm({
      resources: dying.filter(({ id }) => id.startsWith(lab.group) && id !== lab.assignment),
    });
    fake.whileWaiting = (count) => {
      if (count === 3) fake.remove(lab.group);
    };
    const azure = { connect: () => fake.connect() };
    const result = await runCli({ args: ["gone"], azure, clock: fake.clock, pulumi: noStack });
    expect(result.code).toBe(0);
    expect(result.stdout).toContain(
      `7 things are still there: resource group lab1a2b3c4d, cluster cluster, registry registry1, 4 more. Looking again.\n`,
    );
    expect(fake.waits).toEqual([15_000, 15_000, 15_000, 30_000]);
  });

  it("waits for it no longer than --wait", async () => {
    const dying = { ...lab.resources[0]!, properties: { provisioningState: "Deleting" } };
    const { code, document, fake } = await goneJson({ resources: [dying] }, { args: ["--wait", "1m"] });
    expect({ code, deleting: document.left[0]?.deleting }).toEqual({ code: 1, deleting: true });
    expect(fake.waits).toEqual([15_000, 15_000, 15_000, 15_000]);
    await expect(gone({}, { args: ["--wait", "soon"] })).resolves.toMatchObject({
      ...{ code: 1, stdout: "" },
      stderr: "--wait soon: allowed is a time of up to 2h, such as 15m or 0s.\n",
    });
  });
});

describe("lab gone, where Azure does not answer everything", () => {
  it.each([
    ["the groups", /resourcegroups$/],
    ["the tags", /subscriptions\/[^/]+\/resources$/],
    ["the role assignments", /roleAssignments$/],
    ["the roles", /roleDefinitions$/],
    ["the budgets", /budgets$/],
    ["the locks", /locks$/],
  ])("cannot tell if it may not look at %s, and ends with 2: a 403 is never gone", async (_what, on) => {
    const { code, document } = await goneJson({ faults: [{ on, ...forbidden }] });
    expect({ code, outcome: document.outcome, left: document.left }).toEqual({
      code: 2,
      outcome: "cannot tell",
      left: [],
    });
    expect(document.unanswered).toHaveLength(1);
    expect(document.unanswered[0]).toContain("(403 AuthorizationFailed)");
  });

  it("cannot tell if a group of the state may not be looked at", async () => {
    const faults = [{ on: /^GET .*resourceGroups\/lab1a2b3c4d$/, ...forbidden }];
    const { code, document } = await goneJson({ faults }, { pulumi: { ...stateWith([lab.group]) } });
    expect(code).toBe(1);
    expect(document).toMatchObject({ outcome: "left", left: [], state: { resources: 1 } });
    expect(document.unanswered).toHaveLength(1);
  });

  it("cannot tell from an answer that it cannot read", async () => {
    const { code, stdout } = await gone({ faults: [{ on: /locks$/, body: { value: null } }] });
    expect(code).toBe(2);
    expect(stdout).toContain("Not answered:\n  Azure's answer to GET ");
    expect(
      stdout.endsWith("was found, and not everything could be asked: whether all is gone, nobody can tell.\n"),
    ).toBe(true);
  });

  it("cannot tell if nobody is signed in, or Pulumi cannot be asked", async () => {
    await expect(runCli({ args: ["gone"], pulumi: noStack })).resolves.toMatchObject({ code: 2 });
    const { code, document } = await goneJson({}, { pulumi: { "stack ls --json --non-interactive": { code: 255 } } });
    expect({ code, unanswered: document.unanswered }).toEqual({
      code: 2,
      unanswered: [
        "Pulumi's `stack ls --json --non-interactive` failed; what it said is above. So what Pulumi's state still has is not known.",
      ],
    });
  });

  it("takes a provider that was never used, and an offer without budgets, for what they are: nothing is there", async () => {
    const unused = {
      status: 409,
      body: { error: { code: "MissingSubscriptionRegistration", message: "Not registered." } },
    };
    const offer = { status: 400, body: { error: { code: "BadRequest", message: "This offer has no budgets." } } };
    const faults = [
      { on: /deletedVaults$/, ...unused },
      { on: /budgets$/, ...offer },
    ];
    await expect(gone({ faults })).resolves.toMatchObject({ code: 0 });
  });
});

describe("lab gone --delete, on Azure", () => {
  const typed = ["petshop/dev"];

  it("deletes the lab's groups as a whole if all in them carries its tag, and leaves what has none to commands", async () => {
    const { fake, code, stdout } = await gone(
      { resources: lab.resources, deletion: "Azure-AsyncOperation" },
      { args: ["--delete"], typed },
    );
    expect(code).toBe(1);
    expect(fake.requests.filter((one) => one.startsWith("DELETE"))).toEqual([
      "DELETE /resourceGroups/lab1a2b3c4d",
      "DELETE /resourceGroups/MC_lab1a2b3c4d_cluster_koreacentral",
    ]);
    expect(fake.resources.map(({ id }) => id)).toEqual([...networkWatcher.map(({ id }) => id), lab.role, lab.budget]);
    expect(stdout).toContain("az consumption budget delete --budget-name budget-lab1a2b3c4d");
  });

  it("asks for the lab's name, with what is deleted, and deletes nothing without it", async () => {
    for (const [answers, message] of [
      [["yes"], "That is not petshop/dev. Nothing was deleted.\n"],
      [[], "--delete asks for a confirmation that somebody types, and here nobody can. Nothing was deleted.\n"],
    ] as const) {
      const { fake, code, stderr } = await gone({ resources: lab.resources }, { args: ["--delete"], typed: answers });
      expect(code).toBe(1);
      expect(stderr).toBe(
        "This is deleted, with all that is in it:\n  resource group lab1a2b3c4d\n  resource group MC_lab1a2b3c4d_cluster_koreacentral\n" +
          `Type petshop/dev to delete it: ${message}`,
      );
      expect(fake.requests.some((one) => one.startsWith("DELETE"))).toBe(false);
    }
  });

  it("keeps a group with a foreign thing in it, and deletes the lab's things one by one, in rounds where one holds another", async () => {
    const foreign = { id: `${lab.group}/providers/Microsoft.Compute/disks/thesis`, location: "koreacentral" };
    const extension = {
      id: `${lab.group}/providers/Microsoft.Compute/virtualMachines/host/extensions/agent`,
      location: "koreacentral",
    };
    const held = { status: 409, body: { error: { code: "InUseSubnetCannotBeDeleted", message: "In use." } } };
    const { fake, code } = await gone(
      {
        resources: [...lab.resources.filter(({ id }) => id.startsWith(lab.group)), foreign, extension],
        faults: [{ on: /^DELETE .*virtualNetworks\/network$/, ...held, times: 1 }],
      },
      { args: ["--delete"], typed },
    );
    expect(code).toBe(1);
    const deletions = fake.requests.filter((one) => one.startsWith("DELETE")).map((one) => one.split("/").at(-1));
    expect(deletions).toEqual(["cluster", "registry1", "host", "network", "curfew-stop", "host_OsDisk", "network"]);
    expect(fake.resources.map(({ id }) => id)).toEqual([...networkWatcher.map(({ id }) => id), lab.group, foreign.id]);
  });

  it("says which lock keeps something", async () => {
    const locked = { status: 409, body: { error: { code: "ScopeLocked", message: "The scope is locked." } } };
    const { stdout } = await gone(
      { resources: lab.resources, faults: [{ on: /^DELETE/, ...locked }] },
      { args: ["--delete"], typed },
    );
    expect(stdout).toContain(
      "resource group lab1a2b3c4d is locked. `az lock list --resource-group lab1a2b3c4d` shows the lock.\n",
    );
  });

  it("deletes nothing that is only in the group, or only carries the tag", async () => {
    const untagged = { id: `${scope}/resourceGroups/MC_lab1a2b3c4d_cluster_kr`, name: "MC_lab1a2b3c4d_cluster_kr" };
    const inside = { id: `${untagged.id}/providers/Microsoft.Network/publicIPAddresses/ip`, location: "koreacentral" };
    const elsewhere = { id: `${scope}/resourceGroups/shared/providers/Microsoft.Compute/disks/d`, tags };
    const { fake, code, stdout } = await gone(
      { resources: [untagged, inside, elsewhere] },
      { args: ["--delete"], typed, pulumi: stateWith([lab.group]) },
    );
    expect(code).toBe(1);
    expect(fake.requests.some((one) => one.startsWith("DELETE"))).toBe(false);
    expect(stdout).toContain(
      "Nothing was deleted: nothing of what is left both carries the lab's tags and is in its groups.",
    );
  });
});

describe("lab gone --stack local", () => {
  const args = ["gone", "--stack", "local"];
  const lab = project;
  const docker = {
    containers: [container("lab-server", { lab }), container("web")],
    volumes: [volume("lab-registry", { lab })],
    networks: [network("lab", { lab })],
  };

  it("finds containers, volumes and networks by their label", async () => {
    const { code, stdout } = await runCli({ args, docker });
    expect(code).toBe(1);
    expect(stdout).toBe(`Left, with US dollars a day: 0.00 in all
  container  lab-server    0.00  docker rm --force --volumes lab-server
  volume     lab-registry  0.00  docker volume rm lab-registry
  network    lab           0.00  docker network rm lab

Not all of petshop/local is gone.
`);
  });

  it("ends with 0 if nothing has it, and 2 if no Docker answers", async () => {
    await expect(runCli({ args })).resolves.toMatchObject({ code: 0, stdout: "Nothing of petshop/local is left.\n" });
    await expect(runCli({ args, docker: noDocker })).resolves.toMatchObject({ code: 2 });
  });

  it("counts what is left in its state", async () => {
    const resources = [{ urn: "urn", type: "docker:index/container:Container" }];
    const pulumi = {
      "stack ls --json --non-interactive": { stdout: JSON.stringify([{ name: `organization/${project}/local` }]) },
      "stack export --stack local": { stdout: JSON.stringify({ ...noDeployment, deployment: { resources } }) },
    };
    await expect(runCli({ args, pulumi, prepare: withState })).resolves.toMatchObject({
      code: 1,
      stdout:
        "Pulumi's state of it still has 1 resources: npm run down -- --stack local\n\nNot all of petshop/local is gone.\n",
    });
  });

  it("removes what has the label with --delete, once its name is typed", async () => {
    const { requests } = await runCli({ args: [...args, "--delete"], docker, typed: ["petshop/local"] });
    expect(requests.filter((one) => one.startsWith("remove"))).toEqual(
      ["container lab-server", "volume lab-registry", "network lab"].map(
        (one) => `remove ${one} unix:///run/docker.sock`,
      ),
    );
    const refused = await runCli({ args: [...args, "--delete"], docker, typed: ["local"] });
    expect(refused.requests.some((one) => one.startsWith("remove"))).toBe(false);
  });
});
