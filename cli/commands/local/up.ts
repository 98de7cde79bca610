import { setTimeout } from "node:timers/promises";
import { type LabConfig, localStack, readConfig } from "../../../config";
import { rehearse } from "../../rehearse";
import { pulumi, pulumiOutput } from "../../pulumi/cli";
import { readStackConfig } from "../../../config/stackConfig";
import { preflightFaults } from "./preflight";
import { repairContainers } from "./repairContainers";
import { fileOfContext } from "./kubeContext";
import { ownAddresses, reachEngine, takenPorts } from "./hostProbe";
import { type LocalRequirements, localRequirements } from "./requirements";
import { ensureStack, onLocalState } from "./stack";
import { fetchPage } from "../../fetchPage";
import { UserError } from "../../../lib/userError";

/** How long the app may take to answer once Kubernetes finds it ready. */
const answerMs = 30_000;

/**
 * Brings the local lab up, or up to date, once it is sure that this machine can carry it.
 *
 * @throws ConfigError, SimulationError, UserError, each with what to do
 */
export async function up(): Promise<void> {
  const config = localConfig();
  const { project, plan } = await rehearse(localStack);
  const needs = localRequirements(config, plan.resources);
  const engine = needs.docker ? await reachEngine() : undefined;
  const { kubeContext, kubeconfig } = config;
  // Pulumi's provider takes one file, and KUBECONFIG may name several.
  if (kubeContext !== undefined) process.env["KUBECONFIG"] = fileOfContext(kubeContext, kubeconfig);
  await onLocalState(async (env) => {
    const ours = (await ensureStack(env)) > 0;
    if (engine) {
      const taken = await takenPorts(needs.ports.map(({ port }) => port));
      refuseFor(preflightFaults(needs, { engine, project, ours, takenPorts: taken, addresses: ownAddresses() }));
      if (ours) await repairContainers(plan.resources, engine, env);
    }
    const { code } = await pulumi(["up", "--yes", "--skip-preview"], "shown", env);
    if (code !== 0) throw new UserError(halfWay);
    console.log(await whatNow(config, needs, env));
  });
}

const halfWay =
  "The lab is not up; what went wrong is above. `npm run local` goes on where this one stopped, and `npm run local:down` " +
  "removes what there is.";

function localConfig(): LabConfig {
  const { project, values } = readStackConfig(localStack, []);
  const config = readConfig(values, project, localStack);
  if (config.target === "local") return config;
  throw new UserError(
    `Pulumi.${localStack}.yaml has the target ${config.target}, and the lab is to stand on this machine. ` +
      "To fix: npm run local:pulumi -- config set target local",
  );
}

function refuseFor(faults: readonly string[]): void {
  if (faults.length === 0) return;
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  throw new UserError([`The lab cannot be brought up here (${count}). Nothing was made.`, ...faults].join("\n\n"));
}

/** What to do with a lab that is up. */
async function whatNow(
  { kubeContext }: LabConfig,
  { nodes }: LocalRequirements,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const url = (await pulumiOutput(["stack", "output", "appUrl"], env)).trim();
  const rows = [
    ["the app", (await answers(url)) ? url : `${url} (it does not answer yet)`],
    ...(kubeContext === undefined
      ? [["kubectl", "npm run --silent local:pulumi -- stack output kubeconfig --show-secrets > kubeconfig.yaml"]]
      : []),
    ...(nodes > 1 ? [["a failed host", "docker stop lab-agent-1; and back: docker start lab-agent-1"]] : []),
    ["take it down", "npm run local:down"],
  ];
  return ["", ...rows.map(([what, how]) => `${`${what}:`.padEnd(15)}${how}`)].join("\n");
}

/** Asks for a page until it is there: a load balancer takes a moment to learn of its pods. */
async function answers(url: string): Promise<boolean> {
  if (!url.startsWith("http")) return true;
  const until = Date.now() + answerMs;
  while (Date.now() < until) {
    const page = await fetchPage(url).catch(() => undefined);
    if (page !== undefined) return true;
    await setTimeout(500);
  }
  return false;
}
