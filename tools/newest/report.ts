import type { Failure } from "./checks";
import type { Move } from "./packages";

/** Markdown: which packages moved, and what broke. */
export function reportOf(moves: readonly Move[], failures: readonly Failure[]): string {
  return ["# The newest packages", movesText(moves), ...outcome(failures)].join("\n\n") + "\n";
}

function movesText(moves: readonly Move[]): string {
  if (moves.length === 0) return "The lock file has the newest of each package.";
  const rows = moves.map(({ name, from, to }) => `| ${name} | ${from} | ${to} |`);
  return ["| Package | Here | Newest |", "| --- | --- | --- |", ...rows].join("\n");
}

function outcome(failures: readonly Failure[]): string[] {
  if (failures.length === 0) return ["Nothing broke."];
  return failures.map(({ check, culprits, output }) => {
    const by = culprits.length > 0 ? `by ${culprits.join(", ")}` : "by several packages together";
    return `## Broken: ${check}, ${by}\n\n\`\`\`\n${output.trim()}\n\`\`\``;
  });
}
