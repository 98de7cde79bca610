import type { LabConfig } from "../../../config";
import { CannotTell } from "../../cannotTell";
import type { ExitCode } from "../../command";
import { type Context, jsonText } from "../../context";
import type { Subject } from "../../doctor/check";
import { checks } from "../../doctor/checks";
import { runChecks } from "../../doctor/runChecks";
import { stackTarget } from "../../gone/stackTarget";
import { readStackState } from "../../pulumi/stackState";
import { rehearse } from "../../rehearse";
import { verdictLines } from "./text";

export interface DoctorOptions {
  readonly stack: string;
  readonly fix: boolean;
  readonly json: boolean;
}

/** @returns 1 if a check fails; what is not known is a warning, and does not count */
export async function doctor(context: Context, { stack, fix, json }: DoctorOptions): Promise<ExitCode> {
  const rehearsal = await rehearse(context, { stack });
  const { config } = rehearsal;
  const pulumiVersion = once(async () => {
    const { code, stdout } = await context.pulumi.run(["version"], "kept");
    return code === 0 ? stdout.trim() : undefined;
  });
  const subject: Subject = {
    ...{ context, stack, config, rehearsal },
    arm: once(() => context.azure.connect(subscriptionOf(config, stack, context.folder))),
    pulumiVersion,
    state: once(async () => {
      if ((await pulumiVersion()) === undefined) throw new CannotTell("The Pulumi CLI cannot be run.");
      return readStackState(context.pulumi, stack);
    }),
  };
  const ours = checks.filter(({ target }) => target === undefined || target === config.target);
  const verdicts = await runChecks(ours, subject, fix);
  const { output } = context;
  output.out(json ? jsonText({ checks: verdicts }) : verdictLines(verdicts, { stack, target: config.target }, output));
  return verdicts.some(({ status }) => status === "fails") ? 1 : 0;
}

function subscriptionOf({ target }: LabConfig, stack: string, folder: string): string | undefined {
  return target === "azure" ? stackTarget(stack, folder).subscription : undefined;
}

/** Asks once, however many checks want to know. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
