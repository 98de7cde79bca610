import { setTimeout } from "node:timers/promises";
import { type LabConfig, localStack, readConfig } from "../../../config";
import { downCommand, pulumiCommand, saveOutputCommand } from "../../../config/commands";
import { readStackConfig } from "../../../config/stackConfig";
import { columns } from "../../../lib/columns";
import { UserError } from "../../../lib/userError";
import { type Context, type Environment, jsonText } from "../../context";
import { dockerEnvironment, reachEngine } from "../../docker/reach";
import { fetchPage } from "../../fetchPage";
import type { PulumiCli } from "../../pulumi/cli";
import { outputOf } from "../../pulumi/output";
import { rehearse } from "../../rehearse";
import { blockedPorts, ownAddresses } from "./hostProbe";
import { fileOfContext } from "./kubeContext";
import { emptyLeavers } from "./leavers";
import { preflightFaults } from "./preflight";
import { repairContainers } from "./repairContainers";
import { type LocalRequirements, localRequirements } from "./requirements";
import { ensureStack, knownUrns, onLocalState } from "./stack";

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
      const ours = (await ensureStack(pulumi)) > 0;
      const known = ours ? await knownUrns(pulumi) : new Set<string>();
      if (reached) {
        const { taken, reserved } = await blockedPorts(requirements.ports.map(({ port }) => port));
        const host = {
          engine: reached.engine,
          system: context.system,
          project,
          ours,
          takenPorts: taken,
          reservedPorts: reserved,
          addresses: ownAddresses(),
        };
        refuseFor(preflightFaults(requirements, host));
        if (ours) await repairContainers(inventory.docker, reached, { pulumi, docker: context.docker, say, known });
      }
      await emptyLeavers(config, known, { context, pulumi, say });
      const { code } = await pulumi.run(["up", "--yes", "--skip-preview"], json ? "aside" : "shown");
      if (code !== 0) throw new UserError(halfWay);
      const app = await findApp(pulumi, context.env);
      context.output.out(json ? jsonText(app) : nextSteps(app, config, requirements));
    },
    { ...dockerEnvironment(reached?.host), ...kubeEnvironment(context, config) },
  );
}

const halfWay =
  "The lab is not up; what went wrong is above. `npm run local` goes on where this one stopped, and `npm run local:down` " +
  "removes what there is.";

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

/** What `--json` prints. */
interface App {
  readonly appUrl: string;
  readonly answers: boolean;
}

async function findApp(pulumi: PulumiCli, env: Environment): Promise<App> {
  const appUrl = (await outputOf(pulumi, ["stack", "output", "appUrl"])).trim();
  return { appUrl, answers: await answers(appUrl, env) };
}

/** What to do with a lab that is up. */
function nextSteps({ appUrl, answers }: App, { kubeContext }: LabConfig, { nodes }: LocalRequirements): string {
  const rows = [
    ["the app:", answers || !isPage(appUrl) ? appUrl : `${appUrl} (it does not answer yet)`],
    ...(kubeContext === undefined
      ? [["kubectl:", saveOutputCommand(localStack, "kubeconfig", "kubeconfig.yaml")]]
      : []),
    ...(nodes > 1 ? [["a failed host:", "docker stop lab-agent-1; and back: docker start lab-agent-1"]] : []),
    ["take it down:", downCommand()],
  ];
  return ["", ...columns(rows, { gap: 1 }), ""].join("\n");
}

/** While there is no load balancer, the output says so in place of an address. */
function isPage(appUrl: string): boolean {
  return appUrl.startsWith("http");
}

/** Asks for a page until it is there: a load balancer takes a moment to learn of its pods. */
async function answers(url: string, env: Environment): Promise<boolean> {
  const until = Date.now() + answerMs;
  while (isPage(url) && Date.now() < until) {
    const page = await fetchPage(url, undefined, env).catch(() => undefined);
    if (page !== undefined) return true;
    await setTimeout(500);
  }
  return false;
}
