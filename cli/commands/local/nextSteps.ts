import { setTimeout } from "node:timers/promises";
import { type LabConfig, localStack } from "../../../config";
import { downCommand, saveOutputCommand } from "../../../config/commands";
import { columns } from "../../../lib/columns";
import type { Context } from "../../context";
import { fetchPage } from "../../fetchPage";
import type { StackOutputs } from "../../kubernetes/stackAccess";
import type { LocalRequirements } from "./requirements";

/** How long the app may take to answer once Kubernetes finds it ready. */
const answerMs = 30_000;

/** What `--json` prints. */
export interface App {
  readonly appUrl: string;
  readonly answers: boolean;
}

export async function findApp({ appUrl = "" }: StackOutputs, context: Context): Promise<App> {
  return { appUrl, answers: await answers(appUrl, context) };
}

/** What to do with a lab that is up. */
export function nextSteps(
  { appUrl, answers }: App,
  { kubeContext }: LabConfig,
  { containers }: LocalRequirements,
): string {
  const agent = containers.find((name) => name.endsWith("-agent-1"));
  const rows = [
    ["the app:", answers || !isPage(appUrl) ? appUrl : `${appUrl} (it does not answer yet)`],
    ...(kubeContext === undefined
      ? [["kubectl:", saveOutputCommand(localStack, "kubeconfig", "kubeconfig-admin.yaml")]]
      : []),
    ...(agent ? [["a failed host:", `docker stop ${agent}; and back: docker start ${agent}`]] : []),
    ["take it down:", downCommand()],
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
