import { repairContainers } from "../../../../../cli/commands/local/repair/repairContainers";
import type { Engine } from "../../../../../cli/docker/engine";
import type { DockerObject, DockerObjects } from "../../../../../cli/inventory/dockerObjects";
import { UserError } from "../../../../../lib/userError";
import {
  type Answer,
  container,
  dockerHost,
  emptyEngine,
  fakeDocker,
  fakePulumi,
  network,
  projectFolder,
  volume,
} from "../../../harness";

const object = (type: string, name: string): DockerObject => ({ urn: `urn:${type}::${name}`, name: `lab-${name}` });

const nodes = ["agent-1", "registry", "server", "agent-2"].map((name) => object("Container", name));
const planned: DockerObjects = {
  containers: nodes,
  networks: [object("Network", "net")],
  volumes: [object("Volume", "server")],
  ports: [],
  nodes: 3,
  used: true,
};
const everything = [...nodes, ...planned.networks, ...planned.volumes];

const running = (name: string) => container(`lab-${name}`);
const stopped = (name: string) => container(`lab-${name}`, { idle: "stopped" });
const intact: Engine = {
  ...emptyEngine,
  containers: ["registry", "server", "agent-1", "agent-2"].map(running),
  volumes: [volume("lab-server", { lab: "lab" })],
  networks: [network("lab-net", { lab: "lab" })],
};

/** What is said, asked of Pulumi and started, for a lab of which Pulumi's state knows some resources. */
async function repair(given: Partial<Engine>, known: readonly DockerObject[] = everything, refresh: Answer = {}) {
  const engine = { ...intact, ...given };
  const gone = nodes.filter(({ name }) => !engine.containers.some((one) => one.name === name));
  const answers = {
    [`refresh --yes --skip-preview ${gone.map(({ urn }) => `--target ${urn}`).join(" ")}`]: refresh,
  };
  const { pulumi, calls } = fakePulumi(answers, projectFolder(), {}, { stdout: "", stderr: "" });
  const { docker, requests } = fakeDocker(engine);
  const said: string[] = [];
  const urns = new Set(known.map(({ urn }) => urn));
  const tools = { pulumi, docker, say: (line: string) => void said.push(line), known: urns };
  const error: unknown = await repairContainers(planned, { host: dockerHost, engine }, tools).catch(
    (reason: unknown) => reason,
  );
  return {
    error: error instanceof UserError ? error.message : error,
    said,
    calls: calls.map(({ args }) => args),
    started: requests,
  };
}

const start = (name: string) => `start lab-${name} ${dockerHost}`;

describe("repairContainers", () => {
  it("does nothing if everything is as Pulumi believes it to be", async () => {
    await expect(repair({})).resolves.toEqual({ error: undefined, said: [], calls: [], started: [] });
  });

  it("starts stopped containers, the server before the nodes that ask it", async () => {
    const containers = [stopped("agent-1"), stopped("agent-2"), stopped("server"), stopped("registry")];
    const order = ["server", "registry", "agent-2", "agent-1"];
    await expect(repair({ containers })).resolves.toEqual({
      error: undefined,
      said: order.map((name) => `Started lab-${name}, which was stopped.`),
      calls: [],
      started: order.map(start),
    });
  });

  it("has Pulumi forget the containers that are gone, and no other", async () => {
    await expect(repair({ containers: [running("registry"), stopped("server")] })).resolves.toEqual({
      error: undefined,
      said: ["Gone from Docker, and made again: lab-agent-1, lab-agent-2.", "Started lab-server, which was stopped."],
      calls: ["refresh --yes --skip-preview --target urn:Container::agent-1 --target urn:Container::agent-2"],
      started: [start("server")],
    });
  });

  it("starts nothing if Pulumi cannot forget what is gone", async () => {
    const { error, started } = await repair({ containers: [stopped("server")] }, undefined, { code: 255 });
    expect(error).toMatch(/^Pulumi's `refresh --yes --skip-preview --target .*` failed; what it said is above\.$/);
    expect(started).toEqual([]);
  });

  it("leaves alone what Pulumi's state does not know: Pulumi makes it, or it is in the way", async () => {
    const engine = { containers: [stopped("server")], volumes: [], networks: [] };
    await expect(repair(engine, [])).resolves.toEqual({
      error: undefined,
      said: [],
      calls: [],
      started: [],
    });
  });

  it.each([
    ["a volume", { volumes: [] }, "volume lab-server"],
    ["the network", { networks: [] }, "network lab-net"],
    ["both", { volumes: [], networks: [], containers: [] }, "volume lab-server, network lab-net"],
  ])("refuses to go on if somebody removed %s", async (_what, engine, names) => {
    await expect(repair(engine)).resolves.toEqual({
      error:
        `Somebody removed from Docker what the lab cannot go on without: ${names}. ` +
        "Run `npm run local:down`, then `npm run local` once more.",
      said: [],
      calls: [],
      started: [],
    });
  });
});
