import { createColors } from "picocolors";
import { masked } from "../simulator/model";
import type { PlannedResource, Rehearsal } from "./plan";

const pc = createColors(wantsColour());

/** As most programs have it: NO_COLOR forbids colour, FORCE_COLOR (but 0) asks for it, else a terminal has it. */
function wantsColour(): boolean {
  const { NO_COLOR: forbidden, FORCE_COLOR: forced, TERM: terminal } = process.env;
  if (forbidden !== undefined && forbidden !== "") return false;
  if (forced !== undefined) return forced !== "0";
  return process.stdout.isTTY && terminal !== "dumb";
}

/** Width where the terminal does not tell one. */
const usualWidth = 100;

/** Says what a rehearsal found, for people: the resources as a tree, the outputs, the vCPUs. */
export function planText(rehearsal: Rehearsal, width = process.stdout.columns ?? usualWidth): string {
  const { project, stack, plan } = rehearsal;
  const components = plan.resources.filter(isComponent).length;
  return [
    `${pc.bold(`${project}, stack ${stack}`)}: a rehearsal. Nothing was made and nothing was asked of anybody.`,
    "",
    ...tree(plan.resources, width),
    "",
    `${pc.bold("Resources")}  ${plan.resources.length - components}, in ${components} components`,
    "",
    pc.bold("Outputs"),
    ...outputLines(plan.outputs, "  "),
    "",
    `${pc.bold("vCPUs")}  ${plan.vcpus.total} in all, and of each family:`,
    ...familyLines(rehearsal),
    ...surgeNote(rehearsal),
    "",
    "`npx pulumi up` makes it, in about ten minutes. README.md says what you need for that, and what it costs an hour.",
    "",
  ].join("\n");
}

function isComponent({ type }: PlannedResource): boolean {
  return type.startsWith("lab:");
}

interface Row {
  /** Branches and name. */
  readonly left: string;
  readonly resource: PlannedResource;
  /** Resources below, components not counted. */
  readonly below: number;
}

function tree(resources: readonly PlannedResource[], width: number): string[] {
  const rows = branch(resources, null, "");
  const nameWidth = Math.max(...rows.map(({ left }) => left.length)) + 2;
  return rows.map(({ left, resource, below }) => {
    const name = isComponent(resource) ? pc.bold(left) : left;
    const count = isComponent(resource) ? `  ${below} ${below === 1 ? "resource" : "resources"}` : "";
    const type = cut(resource.type, width - nameWidth - count.length);
    return `${name}${" ".repeat(nameWidth - left.length)}${pc.dim(type)}${pc.cyan(count)}`;
  });
}

function branch(resources: readonly PlannedResource[], parent: string | null, indent: string): Row[] {
  const children = resources.filter((resource) => resource.parent === parent);
  return children.flatMap((resource, index) => {
    const last = index === children.length - 1;
    const own = parent === null ? "" : last ? "└─ " : "├─ ";
    const below = branch(resources, resource.urn, parent === null ? "" : `${indent}${last ? "   " : "│  "}`);
    const count = below.filter((row) => !isComponent(row.resource)).length;
    return [{ left: `${indent}${own}${resource.name}`, resource, below: count }, ...below];
  });
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`;
}

function outputLines(value: object, indent: string): string[] {
  const entries = Object.entries(value) as [string, unknown][];
  const keyWidth = Math.max(...entries.map(([key]) => key.length)) + 2;
  return entries.flatMap(([key, item]) =>
    typeof item === "object" && item !== null
      ? [`${indent}${key}`, ...outputLines(item, `${indent}  `)]
      : [`${indent}${key.padEnd(keyWidth)}${item === masked ? pc.yellow(item) : String(item)}`],
  );
}

function familyLines({ plan, machines }: Rehearsal): string[] {
  return Object.entries(plan.vcpus.byFamily).map(([family, vcpus]) => {
    const sizes = machines
      .filter(({ size }) => size.family === family)
      .map(({ size, count }) => `${count} × ${size.name}`);
    return `  ${family.padEnd(8)}${String(vcpus).padStart(4)}  ${pc.dim(sizes.join(", "))}`;
  });
}

/** AKS upgrades a pool with one node more than it has, so a quota that only just suffices stops an upgrade. */
function surgeNote({ machines }: Rehearsal): string[] {
  const largest = Math.max(0, ...machines.filter(({ pool }) => pool).map(({ size }) => size.vcpus));
  return largest === 0 ? [] : [pc.dim(`  An upgrade of the nodes takes ${largest} more while it lasts.`)];
}
