import { downCommand } from "../../../config/commands";
import { readStackFiles } from "../../../config/stackConfig";
import { localStack } from "../../../config/stacks";
import { UserError } from "../../../lib/userError";
import type { ExitCode } from "../../command";
import { type Context, jsonText } from "../../context";
import { type DockerObject, type Engine, labelledBy, objectText, removalCommand } from "../../docker/engine";
import { type ReachedEngine, dockerEnvironment, reachEngine } from "../../docker/reach";
import { Interrupted } from "../../interrupts";
import type { PulumiOutput } from "../../pulumi/cli";
import { repairAfterKill } from "./repair";
import { destroyStack } from "./destroyStack";
import { removeMerged } from "./kubeContext";
import { emptyAll } from "./leavers";
import { onLocalState } from "./stack";
import { resourcesOf } from "./state/deployment";
import { LocalState } from "./state/localState";

export interface DownOptions {
  readonly json: boolean;
  /** Whether the cluster is not there any more. */
  readonly "cluster-gone": boolean;
}

/**
 * Removes the local lab, and looks whether anything of it is left. It reads no more of the configuration than it must: a
 * wrong one does not keep a lab from being removed.
 *
 * @returns 1 if something is left and `json` reports it
 * @throws UserError if something is left
 */
export async function down(context: Context, { json, "cluster-gone": clusterGone }: DownOptions): Promise<ExitCode> {
  const { project, values } = readStackFiles(localStack, [], context.folder);
  const ownCluster = (values[`${project}:kubeContext`] ?? "") === "";
  // With an existing cluster and a ready image there may be no Docker.
  const reached = ownCluster ? await reachEngine(context) : undefined;
  if (new LocalState(context.folder).exists()) await destroy(context, { project, reached, json, clusterGone });
  removeMerged(context.folder);
  const left = reached ? await leftOn(reached, project, context) : [];
  if (json) {
    context.output.out(jsonText({ left: left.map(objectText) }));
    return left.length > 0 ? 1 : 0;
  }
  if (left.length > 0) throw leftovers(left);
  context.output.out("Nothing of the lab is left here, but images.\n");
  return 0;
}

/** What Docker still has of the lab, once the volumes are gone that Docker had made for the nodes by itself. */
async function leftOn(before: ReachedEngine, project: string, context: Context): Promise<DockerObject[]> {
  const { engine } = await reachEngine(context);
  for (const name of anonymousVolumesOf(project, before.engine)) {
    const isThere = engine.volumes.some((volume) => volume.name === name);
    const isUsed = engine.containers.some(({ volumes }) => volumes.includes(name));
    if (isThere && !isUsed) await context.docker.remove(before.host, { kind: "volume", name });
  }
  return labelledBy(project, engine);
}

function anonymousVolumesOf(project: string, { containers, volumes }: Engine): string[] {
  const anonymous = volumes.filter((volume) => volume.anonymous).map(({ name }) => name);
  return containers
    .filter(({ lab }) => lab === project)
    .flatMap((one) => one.volumes.filter((name) => anonymous.includes(name)));
}

function leftovers(left: readonly DockerObject[]): UserError {
  return new UserError(
    `Docker still has ${left.map(objectText).join(", ")}, of which Pulumi in this folder knows nothing. To remove it:\n` +
      left.map((object) => `  ${removalCommand(object)}`).join("\n"),
  );
}

interface Destruction {
  readonly project: string;
  /** `undefined` with an existing cluster. */
  readonly reached: ReachedEngine | undefined;
  readonly json: boolean;
  readonly clusterGone: boolean;
}

async function destroy(context: Context, { project, reached, json, clusterGone }: Destruction): Promise<void> {
  const progress: PulumiOutput = json ? "aside" : "shown";
  const state = new LocalState(context.folder);
  const say = (line: string) => (json ? context.output.err : context.output.out)(`${line}\n`);
  const code = await onLocalState(
    context,
    async (pulumi) => {
      const { exists, deployment } = await repairAfterKill(reached, { context, pulumi, project, say });
      // The lab's own cluster goes as a whole.
      const spaces = new Set(reached || clusterGone ? [] : resourcesOf(deployment).map(({ urn }) => urn));
      await emptyAll(spaces, { context, pulumi, say });
      return exists ? destroyStack(pulumi, state, progress) : 0;
    },
    {
      ...dockerEnvironment(reached?.host ?? context.docker.host()),
      ...(clusterGone && { PULUMI_K8S_DELETE_UNREACHABLE: "true" }),
    },
  );
  if (code === 0) return;
  if (context.interrupts.signal.aborted)
    throw new Interrupted(`Stopped, as you asked. \`${downCommand()}\` removes the rest.`);
  const gone = reached ? "" : ` If the cluster is gone for good: ${downCommand(["--cluster-gone"])}`;
  throw new UserError(`Not all of the lab is gone; what went wrong is above. Run it once more.${gone}`);
}
