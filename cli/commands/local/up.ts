import { localStack } from "../../../config";
import { downCommand, upCommand } from "../../../config/commands";
import { readStack } from "../../../config/readStack";
import { UserError } from "../../../lib/userError";
import { type Context, jsonText } from "../../context";
import { proxiesFor } from "../../docker/proxies";
import { type ReachedEngine, dockerEnvironment, reachEngine } from "../../docker/reach";
import { Interrupted } from "../../interrupts";
import type { DockerObjects } from "../../inventory/dockerObjects";
import { pressureNotes } from "../../kubernetes/pressure";
import { type StackOutputs, administratorOf, readOutputs } from "../../kubernetes/stackAccess";
import { rehearse } from "../../rehearse";
import { hostFacts } from "./hostFacts";
import { diskNotes } from "./disk";
import { kubeEnvironment } from "./kubeContext";
import { emptyLeavers } from "./leavers";
import { forgetNodes, leavingNodes } from "./leavingNodes";
import { findApp, nextSteps } from "./nextSteps";
import { preflightFaults } from "./preflight";
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
  const proxies = proxiesFor(reached?.engine, context.env);
  proxies.notes.forEach(say);
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
      const [{ code }] = await Promise.all([
        pulumi.run(["up", "--yes", "--skip-preview"], json ? "aside" : "shown"),
        context.kubernetes.preload(),
      ]);
      if (code !== 0) throw context.interrupts.signal.aborted ? new Interrupted(stopped) : new UserError(halfWay);
      await forgetNodes(leavingNodes(resources, inventory.docker), tools);
      const outputs = await readOutputs(pulumi, localStack);
      const app = await findApp(outputs, context);
      context.output.out(json ? jsonText(app) : nextSteps(app, config, requirements));
      (await shortagesOn(context, outputs)).forEach(say);
    },
    { ...dockerEnvironment(reached?.host), ...kubeEnvironment(config, context), ...proxies.environment },
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
  const host = await hostFacts(requirements, reached.engine, context, { project, ours });
  refuseFor(preflightFaults(requirements, host));
  if (requirements.nodes > 0) diskNotes(host.disk).forEach(say);
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

/** What the cluster's nodes are short of; nothing if nobody can tell. */
async function shortagesOn(context: Context, outputs: StackOutputs): Promise<string[]> {
  try {
    return await pressureNotes(await context.kubernetes.connect(administratorOf(context, localStack, outputs)));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [];
  }
}

function refuseOtherTarget(folder: string): void {
  const { config, commandFor } = readStack(localStack, [], folder);
  if (config.target === "local") return;
  throw new UserError(
    `Pulumi.${localStack}.yaml has the target ${config.target}, and the lab is to stand on this machine. To fix: ` +
      commandFor({ action: "set", key: "target", value: "local" }),
  );
}

function refuseFor(faults: readonly string[]): void {
  if (faults.length === 0) return;
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  throw new UserError([`The lab cannot be brought up here (${count}). Nothing was made.`, ...faults].join("\n\n"));
}
