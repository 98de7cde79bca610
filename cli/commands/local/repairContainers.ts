import type { PlannedResource } from "../../rehearse";
import { pulumiOutput } from "../../pulumi/cli";
import { type Engine, startAndWait } from "../../docker/client";
import { UserError } from "../../../lib/userError";

/**
 * Brings what is on Docker into the form that Pulumi believes it to be in: containers that are stopped are started, and those
 * that somebody removed are forgotten, so that `pulumi up` makes them anew.
 *
 * @param resources those of the lab's rehearsal
 * @throws UserError if more than containers was removed
 */
export async function repairContainers(
  resources: readonly PlannedResource[],
  engine: Engine,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const known = await knownUrns(env);
  const made = resources.filter(({ urn }) => known.has(urn));
  refuseLostData(made, engine);
  await forgetMissing(made, engine, env);
  await startStopped(made, engine);
}

async function knownUrns(env: NodeJS.ProcessEnv): Promise<ReadonlySet<string>> {
  const { deployment } = JSON.parse(await pulumiOutput(["stack", "export"], env)) as {
    deployment: { resources?: { urn: string }[] };
  };
  return new Set((deployment.resources ?? []).map(({ urn }) => urn));
}

function ofType(type: string, resources: readonly PlannedResource[]): { urn: string; name: string }[] {
  return resources
    .filter((resource) => resource.type === `docker:index/${type}`)
    .map(({ urn, inputs }) => ({ urn, name: String(inputs["name"]) }));
}

function missingFrom<T extends { name: string }>(there: readonly { name: string }[], wanted: readonly T[]): T[] {
  return wanted.filter(({ name }) => !there.some((one) => one.name === name));
}

/** What the cluster and the registry know is in volumes: without them Pulumi's state is about another lab. */
function refuseLostData(made: readonly PlannedResource[], { volumes, networks }: Engine): void {
  const missing = [
    ...missingFrom(volumes, ofType("volume:Volume", made)).map(({ name }) => `volume ${name}`),
    ...missingFrom(networks, ofType("network:Network", made)).map(({ name }) => `network ${name}`),
  ];
  if (missing.length === 0) return;
  throw new UserError(
    `Somebody removed from Docker what the lab cannot go on without: ${missing.join(", ")}. ` +
      "Run `npm run local:down`, then `npm run local` once more.",
  );
}

async function forgetMissing(
  made: readonly PlannedResource[],
  { containers }: Engine,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const gone = missingFrom(containers, ofType("container:Container", made));
  if (gone.length === 0) return;
  console.log(`Gone from Docker, and made anew: ${gone.map(({ name }) => name).join(", ")}.`);
  // Pulumi looks at these alone: at what is on a cluster whose server is gone it could not.
  await pulumiOutput(["refresh", "--yes", "--skip-preview", ...gone.flatMap(({ urn }) => ["--target", urn])], env);
}

/** The server comes first, since all others ask it. */
async function startStopped(made: readonly PlannedResource[], { containers }: Engine): Promise<void> {
  const names = ofType("container:Container", made).map(({ name }) => name);
  for (const { name, idle } of containers.toSorted((a, b) => b.name.localeCompare(a.name))) {
    if (idle === undefined || !names.includes(name)) continue;
    const healthy = await startAndWait(name, idle);
    console.log(`Started ${name}, which was ${idle}${healthy ? "" : `; it is not well yet: \`docker logs ${name}\``}.`);
  }
}
