import { createColors } from "picocolors";
import type { LabConfig } from "../../../config";
import { upCommand } from "../../../config/commands";
import type { Output } from "../../context";
import type { Verdict } from "../../doctor/runChecks";

/** A line for each finding, with what mends it below it; the last line says what to do. */
export function verdictLines(
  verdicts: readonly Verdict[],
  { stack, target }: { readonly stack: string } & Pick<LabConfig, "target">,
  { colour }: Pick<Output, "colour">,
): string {
  const colors = createColors(colour);
  const paint = { ok: colors.green, warning: colors.yellow, fails: colors.red, skipped: colors.dim };
  const width = Math.max(...verdicts.map(({ id }) => id.length));
  const lines = verdicts.flatMap(({ id, status, findings }) =>
    findings.flatMap((finding) => {
      const word = status === "skipped" ? status : finding.status;
      return [
        `${paint[word](word.padEnd(7))}  ${id.padEnd(width)}  ${finding.text}`,
        ...(finding.fix === undefined ? [] : finding.fix.split("\n").map((line) => `${" ".repeat(width + 11)}${line}`)),
      ];
    }),
  );
  return [...lines, "", lastLine(verdicts, stack, target), ""].join("\n");
}

function lastLine(verdicts: readonly Verdict[], stack: string, target: LabConfig["target"]): string {
  const count = (status: Verdict["status"]) => verdicts.filter((one) => one.status === status).length;
  const failed = count("fails");
  if (failed > 0)
    return `${failed === 1 ? "1 check fails" : `${failed} checks fail`}: the lab would not come up as it is.`;
  const notes = count("warning") === 0 ? "" : ", but for what is not known or has a warning above";
  return `Nothing stands in the way${notes}. \`${upCommand(stack)}\` makes the lab${target === "azure" ? ", and from then on it costs money" : ""}.`;
}
