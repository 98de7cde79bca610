import { downCommand } from "../../../config/commands";
import { readStackFiles } from "../../../config/stackConfig";
import { localStack } from "../../../config/stacks";
import { UserError } from "../../../lib/userError";
import type { ExitCode } from "../../command";
import { type Context, jsonText } from "../../context";
import { labelledBy, removalCommand } from "../../docker/engine";
import { dockerEnvironment, reachEngine } from "../../docker/reach";
import type { PulumiOutput } from "../../pulumi/cli";
import { countResources, onLocalState } from "./stack";
import { LocalState } from "./state";

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
  const { host } = ownCluster ? await reachEngine(context) : { host: context.docker.host() };
  const progress = json ? "aside" : "shown";
  if (new LocalState(context.folder).exists()) await destroy(context, { ownCluster, host, progress, clusterGone });
  const left = ownCluster ? labelledBy(project, (await reachEngine(context)).engine) : [];
  if (json) {
    context.output.out(jsonText({ left }));
    return left.length > 0 ? 1 : 0;
  }
  if (left.length > 0) throw leftovers(left);
  context.output.out("Nothing of the lab is left here, but images.\n");
  return 0;
}

function leftovers(left: readonly string[]): UserError {
  return new UserError(
    `Docker still has ${left.join(", ")}, of which Pulumi in this folder knows nothing. To remove it:\n` +
      left.map((object) => `  ${removalCommand(object)}`).join("\n"),
  );
}

interface Destruction {
  readonly ownCluster: boolean;
  readonly host: string | undefined;
  readonly progress: PulumiOutput;
  readonly clusterGone: boolean;
}

async function destroy(context: Context, { ownCluster, host, progress, clusterGone }: Destruction): Promise<void> {
  const code = await onLocalState(
    context,
    async (pulumi) => {
      if ((await countResources(pulumi)) === undefined) return 0;
      return (await pulumi.run(["destroy", "--yes", "--skip-preview"], progress)).code;
    },
    { ...dockerEnvironment(host), ...(clusterGone && { PULUMI_K8S_DELETE_UNREACHABLE: "true" }) },
  );
  if (code === 0) return;
  const gone = ownCluster ? "" : ` If the cluster is gone for good: ${downCommand(["--cluster-gone"])}`;
  throw new UserError(`Not all of the lab is gone; what went wrong is above. Run it once more.${gone}`);
}
