import { localStack } from "../../../config/stacks";
import type { PulumiCli, PulumiOutput } from "../../pulumi/cli";
import { outputOf } from "../../pulumi/output";
import type { LocalState } from "./state/localState";

/**
 * Removes all that Pulumi's state of the local lab has, and then its stack: Pulumi would tell the user to do that.
 *
 * @returns Pulumi's exit code
 */
export function destroyStack(pulumi: PulumiCli, state: LocalState, progress: PulumiOutput): Promise<number> {
  return state.removal(async () => {
    const { code } = await pulumi.run(["destroy", "--yes", "--skip-preview"], progress);
    if (code === 0) await outputOf(pulumi, ["stack", "rm", localStack, "--yes", "--preserve-config"]);
    return code;
  });
}
