import { repairContainers } from "../../../../cli/commands/local/repairContainers";
import type { Engine } from "../../../../cli/docker/client";
import type { PlannedResource } from "../../../../cli/rehearse";
import { callsIn, installPulumi, standInDocker, temporaryFolder } from "../../harness";
import { UserError } from "../../../../lib/userError";

jest.setTimeout(60_000);

const docker = (type: string, name: string): PlannedResource => ({
  urn: `urn:${type}::${name}`,
  type: `docker:index/${type}`,
  name,
  parent: null,
  inputs: { name: `lab-${name}` },
});
const container = (name: string) => docker("container:Container", name);
const volume = docker("volume:Volume", "server");
const network = docker("network:Network", "net");
const nodes = ["agent-1", "registry", "server", "agent-2"].map(container);

const running = (name: string) => ({ name: `lab-${name}`, lab: "lab", idle: undefined, ports: [] });
const stopped = (name: string) => ({ ...running(name), idle: "stopped" as const });
const whole: Engine = {
  osType: "linux",
  memoryBytes: 0,
  containers: ["registry", "server", "agent-1", "agent-2"].map(running),
  volumes: [{ name: "lab-server", lab: "lab" }],
  networks: [{ name: "lab-net", lab: "lab", subnets: [] }],
};

/** What is printed, what Pulumi is asked for, and which containers are started, for a lab that Pulumi's state knows. */
async function healed(
  engine: Partial<Engine>,
  known: readonly PlannedResource[] = [volume, network, ...nodes],
  refresh = {},
) {
  const [home, log] = [temporaryFolder(), jest.spyOn(console, "log").mockReturnValue()];
  const gone = nodes.filter(
    ({ inputs }) => !(engine.containers ?? whole.containers).some(({ name }) => name === inputs["name"]),
  );
  const targets = gone.map(({ urn }) => `--target ${urn}`).join(" ");
  installPulumi(home, {
    "stack export": { stdout: JSON.stringify({ deployment: { resources: known.map(({ urn }) => ({ urn })) } }) },
    [`refresh --yes --skip-preview ${targets}`]: refresh,
  });
  const well = { Running: true, Health: { Status: "healthy" } };
  const machine = await standInDocker({ states: Array(4).fill(well) as object[] });
  const own = process.env["DOCKER_HOST"];
  process.env["DOCKER_HOST"] = machine.host;
  try {
    const env = { PATH: home, PULUMI_HOME: home, PULUMI_VERSION: "1.0.0" };
    const error = await repairContainers([volume, network, ...nodes], { ...whole, ...engine }, env).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return {
      error: error instanceof UserError ? error.message : error,
      printed: log.mock.calls.flat(),
      calls: callsIn(home).map(({ args }) => args),
      started: machine.requests.filter((request) => request.startsWith("POST ")),
    };
  } finally {
    if (own === undefined) delete process.env["DOCKER_HOST"];
    else process.env["DOCKER_HOST"] = own;
    log.mockRestore();
    await machine.end();
  }
}

describe("heal", () => {
  it("does nothing for a lab that is as Pulumi believes it to be", async () => {
    await expect(healed({})).resolves.toEqual({ error: undefined, printed: [], calls: ["stack export"], started: [] });
  });

  it("starts containers that are stopped, the server before the nodes that ask it", async () => {
    const containers = [stopped("agent-1"), stopped("agent-2"), stopped("server"), stopped("registry")];
    await expect(healed({ containers })).resolves.toEqual({
      error: undefined,
      printed: ["server", "registry", "agent-2", "agent-1"].map((name) => `Started lab-${name}, which was stopped.`),
      calls: ["stack export"],
      started: ["server", "registry", "agent-2", "agent-1"].map((name) => `POST /containers/lab-${name}/start`),
    });
  });

  it("lets Pulumi forget containers that are gone, and no other", async () => {
    const containers = [running("registry"), stopped("server")];
    await expect(healed({ containers })).resolves.toEqual({
      error: undefined,
      printed: ["Gone from Docker, and made anew: lab-agent-1, lab-agent-2.", "Started lab-server, which was stopped."],
      calls: [
        "stack export",
        "refresh --yes --skip-preview --target urn:container:Container::agent-1 --target urn:container:Container::agent-2",
      ],
      started: ["POST /containers/lab-server/start"],
    });
  });

  it("starts nothing where Pulumi cannot forget what is gone", async () => {
    const { error, started } = await healed({ containers: [stopped("server")] }, undefined, { code: 255 });
    expect(error).toMatch(/^`pulumi refresh --yes --skip-preview --target .*` failed; what it said is above\.$/);
    expect(started).toEqual([]);
  });

  it("leaves alone what Pulumi's state does not know: that is made anew, or in the way", async () => {
    const nothing = { containers: [stopped("server")], volumes: [], networks: [] };
    await expect(healed(nothing, [])).resolves.toEqual({
      error: undefined,
      printed: [],
      calls: ["stack export"],
      started: [],
    });
  });

  it.each([
    ["a volume", { volumes: [] }, "volume lab-server"],
    ["the network", { networks: [] }, "network lab-net"],
    ["both", { volumes: [], networks: [], containers: [] }, "volume lab-server, network lab-net"],
  ])("refuses to go on without %s that somebody removed", async (_what, engine, names) => {
    await expect(healed(engine)).resolves.toEqual({
      error:
        `Somebody removed from Docker what the lab cannot go on without: ${names}. ` +
        "Run `npm run local:down`, then `npm run local` once more.",
      printed: [],
      calls: ["stack export"],
      started: [],
    });
  });
});
