import type { Colors } from "picocolors/types";
import type { PlannedResource } from "../../rehearse";

interface Row {
  /** Branches and name. */
  readonly left: string;
  readonly resource: PlannedResource;
  /** Resources below, components not counted. */
  readonly below: number;
}

/** Resources as a tree with their types. Types are cut to the width of the terminal; names never are. */
export function treeLines(resources: readonly PlannedResource[], width: number, colors: Colors): string[] {
  const rows = branch(resources, null, "");
  const nameWidth = Math.max(...rows.map(({ left }) => left.length)) + 2;
  return rows.map(({ left, resource, below }) => {
    const name = resource.component ? colors.bold(left) : left;
    const count = resource.component ? `  ${below} ${below === 1 ? "resource" : "resources"}` : "";
    const mark = resource.modelled ? "" : "  not modelled";
    const type = cut(resource.type, width - nameWidth - count.length - mark.length);
    const padding = " ".repeat(nameWidth - left.length);
    return `${name}${padding}${colors.dim(type)}${colors.cyan(count)}${colors.yellow(mark)}`;
  });
}

function branch(resources: readonly PlannedResource[], parent: string | null, indent: string): Row[] {
  const children = resources.filter((resource) => resource.parent === parent);
  return children.flatMap((resource, index) => {
    const last = index === children.length - 1;
    const own = parent === null ? "" : last ? "└─ " : "├─ ";
    const below = branch(resources, resource.urn, parent === null ? "" : `${indent}${last ? "   " : "│  "}`);
    const count = below.filter((row) => !row.resource.component).length;
    return [{ left: `${indent}${own}${resource.name}`, resource, below: count }, ...below];
  });
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`;
}
