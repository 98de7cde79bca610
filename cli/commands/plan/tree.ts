import type { Colors } from "picocolors/types";
import type { PlannedResource } from "../../rehearse";

interface Row {
  /** Branches and name. */
  readonly left: string;
  readonly component: boolean;
  /** Its type; for equal components what they are called. */
  readonly detail: string;
  /** Resources below, components not counted. */
  readonly below: number;
  /** `each` for equal components. */
  readonly each: string;
  readonly modelled: boolean;
}

/**
 * Resources as a tree with their types. Components that have the same below them are one line. Types are cut to the width of the
 * terminal; names never are.
 */
export function treeLines(resources: readonly PlannedResource[], width: number, colors: Colors): string[] {
  const rows = branch(resources, null, "");
  const nameWidth = Math.max(...rows.map(({ left }) => left.length)) + 2;
  return rows.map(({ left, component, detail, below, each, modelled }) => {
    const name = component ? colors.bold(left) : left;
    const count = component ? `  ${below} ${below === 1 ? "resource" : "resources"}${each}` : "";
    const mark = modelled ? "" : "  not modelled";
    const type = cut(detail, width - nameWidth - count.length - mark.length);
    const padding = " ".repeat(nameWidth - left.length);
    return `${name}${padding}${colors.dim(type)}${colors.cyan(count)}${colors.yellow(mark)}`;
  });
}

function branch(resources: readonly PlannedResource[], parent: string | null, indent: string): Row[] {
  const groups = equalGroups(
    resources,
    resources.filter((resource) => resource.parent === parent),
  );
  return groups.flatMap((group, index) => {
    const last = index === groups.length - 1;
    const own = parent === null ? "" : last ? "└─ " : "├─ ";
    const [first] = group;
    const { type, modelled, component } = first;
    const below = branch(resources, first.urn, parent === null ? "" : `${indent}${last ? "   " : "│  "}`);
    const count = resourcesBelow(resources, first.urn);
    const row = { component, modelled, below: count };
    if (group.length === 1) return [{ ...row, left: `${indent}${own}${first.name}`, detail: type, each: "" }, ...below];
    const left = `${indent}${own}${group.length} × ${type.split(":").at(-1)}`;
    return [{ ...row, left, detail: group.map(({ name }) => name).join(", "), each: " each" }];
  });
}

type Group = [PlannedResource, ...PlannedResource[]];

/** Components together that have the same below them, each other resource alone, in the order of the first of each. */
function equalGroups(all: readonly PlannedResource[], children: readonly PlannedResource[]): Group[] {
  const groups = new Map<string, Group>();
  for (const child of children) {
    const shape = child.component ? shapeOf(all, child) : child.urn;
    const group = groups.get(shape);
    if (group) group.push(child);
    else groups.set(shape, [child]);
  }
  return [...groups.values()];
}

/** The types of a resource and of all below it. */
function shapeOf(all: readonly PlannedResource[], { urn, type, modelled }: PlannedResource): string {
  const below = all.filter((other) => other.parent === urn).map((child) => shapeOf(all, child));
  return JSON.stringify([type, modelled, ...below]);
}

function resourcesBelow(all: readonly PlannedResource[], parent: string): number {
  return all
    .filter((one) => one.parent === parent)
    .reduce((count, { component, urn }) => count + Number(!component) + resourcesBelow(all, urn), 0);
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`;
}
