import { createColors } from "picocolors";
import { defaultStack, localStack } from "../../../config/stacks";
import { masked } from "../../../simulator/model";
import { capacityLines } from "./capacityText";
import type { PlannedResource, Rehearsal } from "../../rehearse";

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

/** Says what a rehearsal found, for people: the resources as a tree, the outputs, the vCPUs, the room for students. */
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
    ...vcpuSection(rehearsal),
    ...capacitySection(rehearsal),
    wayOf(rehearsal),
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

/** Nothing, where no machines are rented. */
function vcpuSection(rehearsal: Rehearsal): string[] {
  if (rehearsal.machines.length === 0) return [];
  return [
    `${pc.bold("vCPUs")}  ${rehearsal.plan.vcpus.total} in all, and of each family:`,
    ...familyLines(rehearsal),
    ...surgeNote(rehearsal),
    "",
  ];
}

function capacitySection({ plan: { capacity }, fixCommand }: Rehearsal): string[] {
  if (!capacity) return [];
  const students = `${capacity.students} ${capacity.students === 1 ? "student" : "students"}`;
  const title = `${pc.bold("Capacity")}  an estimate for ${students} and the lab's own pods`;
  return [title, ...capacityLines(capacity, fixCommand), ""];
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

/** How the lab is made, and what that needs. */
function wayOf({ stack, plan: { resources }, machines }: Rehearsal): string {
  const rented = machines.length > 0;
  const up = stack === defaultStack ? "npx pulumi up" : `npx pulumi up --stack ${stack}`;
  const made = `\`${stack === localStack && !rented ? "npm run local" : up}\` makes it`;
  if (rented) {
    return `${made}, in about ten minutes. README.md says what you need for that, and what it costs an hour.`;
  }
  const context = resources.find(({ type }) => type === "pulumi:providers:kubernetes")?.inputs["context"] as
    string | undefined;
  const needs = [
    ...(resources.some(({ type }) => type.startsWith("docker:")) ? ["Docker running on this machine"] : []),
    ...(context === undefined ? [] : [`the context ${context} in your kubeconfig`]),
  ];
  return needs.length > 0 ? `${made}. It needs ${needs.join(", and ")}.` : `${made}.`;
}
