import type { ExitCode } from "../../../command";
import { jsonText } from "../../../context";
import { writeHtml } from "../../../htmlFile";
import type { Outcome, Plan } from "../carryOut";
import type { DrillNumbers } from "../options";
import { figuresOf } from "../figures";
import { verdictOf } from "../verdict";
import { htmlOf } from "./html";
import { type DrillResult, resultOf, secondsOf } from "./result";
import { resultText } from "./text";

export interface ReportOptions extends DrillNumbers {
  /** Path of the page. */
  readonly htmlFile: string | undefined;
  readonly json: boolean;
}

/** Prints what a drill found, and writes its page. @returns the exit code */
export function report(outcome: Outcome, plan: Plan, options: ReportOptions): ExitCode {
  const { context, node } = plan;
  const { output } = context;
  const result = judged(outcome, plan, options);
  if (options.htmlFile !== undefined) {
    writeHtml(
      options.htmlFile,
      htmlOf(
        result,
        outcome.measurement.happenings.map(({ text }) => text),
      ),
    );
  }
  if (options.json) output.out(jsonText(result));
  else {
    output.out(resultText(result, output.width, output.colour));
    if (options.htmlFile !== undefined) output.out(`The same as a page: ${options.htmlFile}\n`);
    if (result.restored) output.out(nextStep(node.name));
  }
  return result.exitCode;
}

function judged(outcome: Outcome, plan: Plan, limits: DrillNumbers): DrillResult {
  const { measurement, since, notBack } = outcome;
  const { mode, node, load, loss } = plan;
  const { lostAt, endedAt } = measurement.moments;
  const figures = figuresOf(measurement.seen, measurement.moments);
  const seconds = secondsOf(measurement);
  const followed = (endedAt - lostAt) / 1000;
  const verdict = verdictOf({ figures, seconds, unannounced: loss.unannounced, followed }, limits);
  return resultOf(measurement, {
    ...{ node: node.name, mode, url: load.url, rate: 1000 / load.everyMs, since },
    restored: notBack === undefined,
    exitCode: notBack === undefined ? verdict.exitCode : Math.max(verdict.exitCode, 2),
    reasons: [...verdict.reasons, ...(notBack === undefined ? [] : [notBack])],
  });
}

function nextStep(node: string): string {
  return (
    `${node} is back, and runs no pod of the app until pods are scheduled again: ` +
    "`kubectl --namespace lab rollout restart deployment app` spreads them over all nodes.\n"
  );
}
