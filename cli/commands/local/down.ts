import { localStack } from "../../../config";
import { pulumi } from "../../pulumi/cli";
import { readStackFiles } from "../../../config/stackConfig";
import { removal } from "./preflight";
import { labelledBy } from "../../docker/client";
import { reachEngine } from "./hostProbe";
import { countResources, onLocalState } from "./stack";
import { LocalState } from "./state";
import { UserError } from "../../../lib/userError";

/**
 * Removes the local lab, and looks whether anything of it is left. It reads no configuration that it can do without: one
 * that is wrong must not keep a lab from being removed.
 *
 * @throws UserError if something is left
 */
export async function down(): Promise<void> {
  const { project, values } = readStackFiles(localStack);
  const ownCluster = (values[`${project}:kubeContext`] ?? "") === "";
  // With an existing cluster and a ready image there may be no Docker.
  await reachEngine().catch((error: unknown) => {
    if (ownCluster) throw error;
  });
  const state = new LocalState();
  if (state.exists()) await destroy(state, ownCluster);
  const left = ownCluster ? labelledBy(project, await reachEngine()) : [];
  if (left.length > 0) {
    throw new UserError(
      `Docker still has ${left.join(", ")}, of which Pulumi in this folder knows nothing. To remove it:\n` +
        left.map((thing) => `  ${removal(thing)}`).join("\n"),
    );
  }
  console.log("Nothing of the lab is left here, but images.");
}

async function destroy(state: LocalState, ownCluster: boolean): Promise<void> {
  await onLocalState(async (env) => {
    if ((await countResources(env)) === undefined) return;
    const { code } = await pulumi(["destroy", "--yes", "--skip-preview"], "shown", env);
    if (code === 0) return;
    const gone = ownCluster
      ? ""
      : " If the cluster is gone for good: PULUMI_K8S_DELETE_UNREACHABLE=true npm run local:down";
    throw new UserError(`Not all of the lab is gone; what went wrong is above. Run it once more.${gone}`);
  }, state);
}
