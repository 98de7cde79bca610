import { setTimeout } from "node:timers/promises";
import { type LabConfig, localStack, readConfig } from "../../../config";
import { readStackConfig } from "../../../config/stackConfig";
import { columns } from "../../../lib/columns";
import { UserError } from "../../../lib/userError";
import { type Context, type Environment, jsonText } from "../../context";
import { type ReachedEngine, dockerEnvironment, reachEngine } from "../../docker/reach";
import { fetchPage } from "../../fetchPage";
import { Interrupted } from "../../interrupts";
import type { PulumiCli } from "../../pulumi/cli";
import { outputOf } from "../../pulumi/output";
import { rehearse } from "../../rehearse";
import { ownAddresses, takenPorts } from "./hostProbe";
import { fileOfContext } from "./kubeContext";
import { emptyLeavers } from "./leavers";
import { preflightFaults } from "./preflight";
import { destroyStack } from "./destroyStack";
import { type RepairTools, type Repaired, repairAfterKill } from "./repair";
import { repairContainers } from "./repair/repairContainers";
import { type LocalRequirements, localRequirements } from "./requirements";
import { makeStack, onLocalState } from "./stack";
import { resourcesOf } from "./state/deployment";
import { LocalState } from "./state/localState";

/** How long the app may take to answer once Kubernetes finds it ready. */
const answerMs = 30_000;

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
      const { exists, deployment, reached: now } = await soundState(reached, { context, pulumi, project, say });
      if (!exists) await makeStack(pulumi);
      const known = new Set(resourcesOf(deployment).map(({ urn }) => urn));
      const ours = known.size > 0;
      if (now) {
        const taken = await takenPorts(requirements.ports.map(({ port }) => port));
        const host = { engine: now.engine, project, ours, takenPorts: taken, addresses: ownAddresses() };
        refuseFor(preflightFaults(requirements, host));
        if (ours) await repairContainers(inventory.docker, now, { pulumi, docker: context.docker, say, known });
      }
      await emptyLeavers(config, known, { context, pulumi, say });
      const { code } = await pulumi.run(["up", "--yes", "--skip-preview"], json ? "aside" : "shown");
      if (code !== 0) throw context.interrupts.signal.aborted ? new Interrupted(stopped) : new UserError(halfWay);
      const app = await findApp(pulumi, context);
      context.output.out(json ? jsonText(app) : nextSteps(app, config, requirements));
    },
    { ...dockerEnvironment(reached?.host), ...kubeEnvironment(context, config) },
  );
}

/** What a removal had begun is removed first: of what is left the keys may be gone, and the data are useless without them. */
async function soundState(reached: ReachedEngine | undefined, tools: RepairTools): Promise<Repaired> {
  const repaired = await repairAfterKill(reached, tools);
  const state = new LocalState(tools.context.folder);
  if (!state.isHalfRemoved()) return repaired;
  tools.say("The last `npm run local:down` did not come to its end: it is finished first.");
  if (repaired.exists && (await destroyStack(tools.pulumi, state, "aside")) !== 0) throw new UserError(halfWay);
  return repairAfterKill(reached && (await reachEngine(tools.context)), tools);
}

const goingOn = "`npm run local` goes on where this one stopped, and `npm run local:down` removes what there is.";
const halfWay = `The lab is not up; what went wrong is above. ${goingOn}`;
const stopped = `Stopped, as you asked. ${goingOn}`;

function refuseOtherTarget(folder: string): void {
  const { project, values } = readStackConfig(localStack, [], folder);
  const { target } = readConfig(values, project, localStack);
  if (target === "local") return;
  throw new UserError(
    `Pulumi.${localStack}.yaml has the target ${target}, and the lab is to stand on this machine. ` +
      "To fix: npm run local:pulumi -- config set target local",
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

/** What `--json` prints. */
interface App {
  readonly appUrl: string;
  readonly answers: boolean;
}

async function findApp(pulumi: PulumiCli, context: Context): Promise<App> {
  const appUrl = (await outputOf(pulumi, ["stack", "output", "appUrl"])).trim();
  return { appUrl, answers: await answers(appUrl, context) };
}

/** What to do with a lab that is up. */
function nextSteps({ appUrl, answers }: App, { kubeContext }: LabConfig, { nodes }: LocalRequirements): string {
  const rows = [
    ["the app:", answers || !isPage(appUrl) ? appUrl : `${appUrl} (it does not answer yet)`],
    ...(kubeContext === undefined
      ? [["kubectl:", "npm run --silent local:pulumi -- stack output kubeconfig --show-secrets > kubeconfig.yaml"]]
      : []),
    ...(nodes > 1 ? [["a failed host:", "docker stop lab-agent-1; and back: docker start lab-agent-1"]] : []),
    ["take it down:", "npm run local:down"],
  ];
  return ["", ...columns(rows, { gap: 1 }), ""].join("\n");
}

/** While there is no load balancer, the output says so in place of an address. */
function isPage(appUrl: string): boolean {
  return appUrl.startsWith("http");
}

/** Asks for a page until it is there: a load balancer takes a moment to learn of its pods. */
async function answers(url: string, { env, interrupts: { signal } }: Context): Promise<boolean> {
  const until = Date.now() + answerMs;
  while (isPage(url) && Date.now() < until && !signal.aborted) {
    const page = await fetchPage(url, undefined, env).catch(() => undefined);
    if (page !== undefined) return true;
    await setTimeout(500);
  }
  return false;
}
