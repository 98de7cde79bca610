import { downCommand, upCommand } from "../../../../config/commands";
import { localStack } from "../../../../config/stacks";
import { UserError } from "../../../../lib/userError";
import type { DockerClient } from "../../../docker/client";
import type { Engine } from "../../../docker/engine";
import type { ReachedEngine } from "../../../docker/reach";
import type { DockerObject, DockerObjects } from "../../../inventory/dockerObjects";
import { outputOf } from "../../../pulumi/output";
import type { RepairTools } from "./index";

export interface ContainerTools extends Pick<RepairTools, "pulumi" | "say"> {
  readonly docker: DockerClient;
  /** URNs in Pulumi's state. */
  readonly known: ReadonlySet<string>;
}

/**
 * Brings the lab's containers into the state that Pulumi believes them to be in: stopped ones are started, and Pulumi forgets
 * those that somebody removed, so that `pulumi up` makes them again.
 *
 * @param planned what the lab makes on Docker
 * @throws UserError if more than containers was removed
 */
export async function repairContainers(
  planned: DockerObjects,
  reached: ReachedEngine,
  tools: ContainerTools,
): Promise<void> {
  const made = (objects: readonly DockerObject[]) => objects.filter(({ urn }) => tools.known.has(urn));
  const containers = made(planned.containers);
  refuseLostData({ volumes: made(planned.volumes), networks: made(planned.networks) }, reached.engine);
  await forgetMissing(containers, reached.engine, tools);
  await startStopped(containers, reached, tools);
}

function missingFrom<T extends { name: string }>(present: readonly { name: string }[], expected: readonly T[]): T[] {
  return expected.filter(({ name }) => !present.some((one) => one.name === name));
}

/** Volumes hold what the cluster and the registry know: without them Pulumi's state is about another lab. */
function refuseLostData(made: Pick<DockerObjects, "volumes" | "networks">, { volumes, networks }: Engine): void {
  const missing = [
    ...missingFrom(volumes, made.volumes).map(({ name }) => `volume ${name}`),
    ...missingFrom(networks, made.networks).map(({ name }) => `network ${name}`),
  ];
  if (missing.length === 0) return;
  throw new UserError(
    `Somebody removed from Docker what the lab cannot go on without: ${missing.join(", ")}. ` +
      `Run \`${downCommand()}\`, then \`${upCommand(localStack)}\` once more.`,
  );
}

async function forgetMissing(
  made: readonly DockerObject[],
  { containers }: Engine,
  { pulumi, say }: ContainerTools,
): Promise<void> {
  const gone = missingFrom(containers, made);
  if (gone.length === 0) return;
  say(`Gone from Docker, and made again: ${gone.map(({ name }) => name).join(", ")}.`);
  // Pulumi looks at these alone: it could not look at what is on a cluster whose server is gone.
  await outputOf(pulumi, ["refresh", "--yes", "--skip-preview", ...gone.flatMap(({ urn }) => ["--target", urn])]);
}

async function startStopped(
  made: readonly DockerObject[],
  { host, engine }: ReachedEngine,
  { docker, say }: ContainerTools,
): Promise<void> {
  const names = made.map(({ name }) => name);
  // The server comes first, since all others ask it.
  for (const { name, idle } of engine.containers.toSorted((a, b) => b.name.localeCompare(a.name))) {
    if (idle === undefined || !names.includes(name)) continue;
    const healthy = await docker.start(host, name, idle);
    say(`Started ${name}, which was ${idle}${healthy ? "" : `; it is not healthy yet: \`docker logs ${name}\``}.`);
  }
}
