import { type LabConfig, localStack, readConfig } from "../../../config";
import { downCommand, pulumiCommand, upCommand } from "../../../config/commands";
import { readStackConfig } from "../../../config/stackConfig";
import { UserError } from "../../../lib/userError";
import { type Context, type Environment, jsonText } from "../../context";
import { type ReachedEngine, dockerEnvironment, reachEngine } from "../../docker/reach";
import { Interrupted } from "../../interrupts";
import type { DockerObjects } from "../../inventory/dockerObjects";
import { rehearse } from "../../rehearse";
import { fileOfContext } from "./kubeContext";
import { emptyLeavers } from "./leavers";
import { forgetNodes, leavingNodes } from "./leavingNodes";
import { findApp, nextSteps } from "./nextSteps";
import { preflightFaults } from "./preflight";
import { probeHost } from "./probeHost";
import { destroyStack } from "./destroyStack";
import { type RepairTools, type Repaired, repairAfterKill } from "./repair";
import { repairContainers } from "./repair/repairContainers";
import { type LocalRequirements, localRequirements } from "./requirements";
import { makeStack, onLocalState } from "./stack";
import { resourcesOf } from "./state/deployment";
import { LocalState } from "./state/localState";

/**
 * Brings the local lab up, or up to date, once it is sure that this machine can carry it.
 *
 * @throws ConfigError, SimulationError, UserError, each with what to do
 */
export async function up(context: Context, { json }: { readonly json: boolean }): Promise<void> {
  refuseOtherTarget(context.folder);
  const { project, config, inventory } = await rehearse(context, { stack: localStack });
  const requirements = localRequirements(config, inventory.docker);
  const reached = requirements.docker ? await reachEngine(context) : undefined;
  const say = (line: string) => (json ? context.output.err : context.output.out)(`${line}\n`);
  await onLocalState(
    context,
    async (pulumi) => {
      const tools = { context, pulumi, project, say };
      const sound = await soundState(reached, tools);
      if (!sound.exists) await makeStack(pulumi);
      const resources = resourcesOf(sound.deployment);
      const known = new Set(resources.map(({ urn }) => urn));
      if (sound.reached) await prepareDocker(inventory.docker, requirements, sound.reached, { ...tools, known });
      await emptyLeavers(config, known, tools);
      const { code } = await pulumi.run(["up", "--yes", "--skip-preview"], json ? "aside" : "shown");
      if (code !== 0) throw context.interrupts.signal.aborted ? new Interrupted(stopped) : new UserError(halfWay);
      await forgetNodes(leavingNodes(resources, inventory.docker), tools);
      const app = await findApp(pulumi, context);
      context.output.out(json ? jsonText(app) : nextSteps(app, config, requirements));
    },
    { ...dockerEnvironment(reached?.host), ...kubeEnvironment(context, config) },
  );
}

/** Refuses what cannot work here, and brings what is there already into the state that Pulumi believes it to be in. */
async function prepareDocker(
  planned: DockerObjects,
  requirements: LocalRequirements,
  reached: ReachedEngine,
  { context, pulumi, project, say, known }: RepairTools & { readonly known: ReadonlySet<string> },
): Promise<void> {
  const ours = known.size > 0;
  const host = await probeHost(requirements, reached, { project, ours, system: context.system });
  refuseFor(preflightFaults(requirements, host));
  if (ours) await repairContainers(planned, reached, { pulumi, docker: context.docker, say, known });
}

/** What a removal had begun is removed first: of what is left the keys may be gone, and the data are useless without them. */
async function soundState(reached: ReachedEngine | undefined, tools: RepairTools): Promise<Repaired> {
  const repaired = await repairAfterKill(reached, tools);
  const state = new LocalState(tools.context.folder);
  if (!state.isHalfRemoved()) return repaired;
  tools.say(`The last \`${downCommand()}\` did not come to its end: it is finished first.`);
  if (repaired.exists && (await destroyStack(tools.pulumi, state, "aside")) !== 0) throw new UserError(halfWay);
  return repairAfterKill(reached && (await reachEngine(tools.context)), tools);
}

const goingOn = `\`${upCommand(localStack)}\` goes on where this one stopped, and \`${downCommand()}\` removes what there is.`;
const halfWay = `The lab is not up; what went wrong is above. ${goingOn}`;
const stopped = `Stopped, as you asked. ${goingOn}`;

function refuseOtherTarget(folder: string): void {
  const { project, values } = readStackConfig(localStack, [], folder);
  const { target } = readConfig(values, project, localStack);
  if (target === "local") return;
  throw new UserError(
    `Pulumi.${localStack}.yaml has the target ${target}, and the lab is to stand on this machine. ` +
      `To fix: ${pulumiCommand(localStack, ["config", "set", "target", "local"])}`,
  );
}

/** Pulumi's provider reads one kubeconfig file, and KUBECONFIG may name several. */
function kubeEnvironment({ folder, env }: Context, { kubeContext, kubeconfig }: LabConfig): Environment {
  return kubeContext === undefined ? {} : { KUBECONFIG: fileOfContext(kubeContext, { folder, env, kubeconfig }) };
}

function refuseFor(faults: readonly string[]): void {
  if (faults.length === 0) return;
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  throw new UserError([`The lab cannot be brought up here (${count}). Nothing was made.`, ...faults].join("\n\n"));
}
