import { text } from "node:stream/consumers";
import type Docker from "dockerode";
import type { Container, OwnDocker } from "../observed";
import type { Visit } from "./cluster";

/** For so long Docker is asked what it removed; it keeps its last 256 events (moby, `daemon/events`). */
const memorySeconds = 24 * 3600;

/** Docker on this machine. @param ports at which pages may answer */
export async function observeDocker(docker: Docker, ports: readonly number[], visit: Visit): Promise<OwnDocker> {
  const [listed, images, removed] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listImages(),
    removedOn(docker),
  ]);
  const containers = await Promise.all(listed.map((one) => containerOf(docker, one)));
  const statuses = await Promise.all(
    ports.map(async (port) => [port, await visit(`http://127.0.0.1:${port}`)] as const),
  );
  return {
    containers,
    images: images.flatMap(({ RepoTags }) => RepoTags ?? []),
    removed,
    answers: Object.fromEntries(statuses.flatMap(([port, status]) => (status === undefined ? [] : [[port, status]]))),
  };
}

async function containerOf(
  docker: Docker,
  { Id, Names, Image, Labels, Ports, State }: Docker.ContainerInfo,
): Promise<Container> {
  const running = State === "running";
  return {
    name: (Names[0] ?? "").replace(/^\//, ""),
    image: Image,
    running,
    exitCode: running ? 0 : await exitCodeOf(docker, Id),
    labels: Labels,
    ports: Ports.flatMap(({ PublicPort: port }) => (port ? [port] : [])),
  };
}

/** One that was removed since it was listed has none. */
async function exitCodeOf(docker: Docker, id: string): Promise<number> {
  try {
    return (await docker.getContainer(id).inspect()).State.ExitCode;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return 0;
    throw error;
  }
}

async function removedOn(docker: Docker): Promise<string[]> {
  // Docker answers when that time has come, so it is not the end of the second.
  const until = (Date.now() + 1) / 1000;
  const filters = { type: ["container" as const], event: ["destroy"] };
  const stream = await docker.getEvents({ since: until - memorySeconds, until, filters });
  const lines = (await text(stream)).split("\n").filter((line) => line.trim() !== "");
  return lines.flatMap((line) => {
    const { Actor } = JSON.parse(line) as { Actor?: { Attributes?: { name?: string } } };
    const name = Actor?.Attributes?.name;
    return name === undefined ? [] : [name];
  });
}
