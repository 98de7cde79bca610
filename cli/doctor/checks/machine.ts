import { localStack } from "../../../config/stacks";
import { UserError } from "../../../lib/userError";
import { LocalState } from "../../commands/local/state/localState";
import { preflightFaults } from "../../commands/local/preflight";
import { hostFacts } from "../../commands/local/hostFacts";
import { localRequirements } from "../../commands/local/requirements";
import { reachEngine } from "../../docker/reach";
import { type Check, fails, ok } from "../check";

/** Without a Docker here there is no lab: unlike elsewhere, that is known. */
function reasonOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  throw error;
}

/** What `npm run local` looks at before it makes anything, by the same rules. */
export const machine: Check = {
  id: "this machine",
  target: "local",
  async run({ config, rehearsal, context }) {
    const requirements = localRequirements(config, rehearsal.inventory.docker);
    if (!requirements.docker) return [ok("needs no Docker: the cluster and the image exist")];
    const reached = await reachEngine(context).catch(reasonOf);
    if (typeof reached === "string") return [fails(reached)];
    const ours = new LocalState(context.folder).exists();
    const host = await hostFacts(requirements, reached.engine, context, { project: rehearsal.project, ours });
    const faults = preflightFaults(requirements, host);
    return faults.length === 0
      ? [ok(`carries the stack ${localStack}: Docker, memory, ports and addresses`)]
      : faults.map((one) => fails(one));
  },
};
