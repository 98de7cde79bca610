import { createColors } from "picocolors";
import type { Colors } from "picocolors/types";
import { usualAddressLimit } from "../../../facts/azure/addresses";
import { azureUpCommand, upCommand } from "../../../config/commands";
import { wrap } from "../../../lib/wrap";
import { masked } from "../../../simulator/model";
import type { Output } from "../../context";
import type { UnmodelledType } from "../../../simulator";
import type { Plan, Rehearsal } from "../../rehearse";
import { capacityLines } from "./capacityText";
import { costLines } from "./costText";
import { openLines } from "./openText";
import { summaryLines } from "./summary";
import { treeLines } from "./tree";

/** What a rehearsal found, for people: resources as a tree, outputs, vCPUs, room for students, and what is not modelled. */
export function planText(rehearsal: Rehearsal, { colour, width }: Pick<Output, "colour" | "width">): string {
  const { project, stack, plan } = rehearsal;
  const colors = createColors(colour);
  const components = plan.resources.filter(({ component }) => component).length;
  return [
    `${colors.bold(`${project}, stack ${stack}`)}: a rehearsal. It made nothing and asked no service.`,
    "",
    ...treeLines(plan.resources, width, colors),
    "",
    `${colors.bold("Resources")}  ${plan.resources.length - components}, in ${components} components`,
    "",
    colors.bold("Outputs"),
    ...outputLines(plan.outputs, "  ", colors),
    "",
    ...openSection(rehearsal, colors),
    ...vcpuSection(rehearsal, colors),
    ...addressSection(rehearsal, width, colors),
    ...registrySection(rehearsal, colors),
    ...capacitySection(rehearsal, width, colors),
    ...costSection(plan, width, colors),
    ...unmodelledSection(plan.unmodelled, colors),
    ...plan.notes.flatMap((note) => [...noteLines(note, width), ""]),
    ...summarySection(rehearsal, colors),
    ...wrap(nextStep(rehearsal), width),
    "",
  ].join("\n");
}

/** Commands and edits for copying stand indented on lines of their own. */
function noteLines(note: string, width: number): string[] {
  return note.split("\n").flatMap((line) => (line.startsWith("  ") ? [line] : wrap(line, width)));
}

function outputLines(value: object, indent: string, colors: Colors): string[] {
  const entries = Object.entries(value) as [string, unknown][];
  const keyWidth = Math.max(...entries.map(([key]) => key.length)) + 2;
  return entries.flatMap(([key, item]) =>
    typeof item === "object" && item !== null
      ? [`${indent}${key}`, ...outputLines(item, `${indent}  `, colors)]
      : [`${indent}${key.padEnd(keyWidth)}${item === masked ? colors.yellow(item) : String(item)}`],
  );
}

/** Nothing if no machines are rented. */
function vcpuSection({ plan, inventory: { machines } }: Rehearsal, colors: Colors): string[] {
  if (machines.length === 0) return [];
  const families = Object.entries(plan.vcpus.byFamily).map(([family, vcpus]) => {
    const sizes = machines
      .filter(({ size }) => size.family === family)
      .map(({ size, count }) => `${count} × ${size.name}`);
    return `  ${family.padEnd(8)}${String(vcpus).padStart(4)}  ${colors.dim(sizes.join(", "))}`;
  });
  // AKS adds one node to a pool while it upgrades it: with a quota that is only just enough, an upgrade stops.
  const surge = Math.max(0, ...machines.filter(({ pool }) => pool).map(({ size }) => size.vcpus));
  return [
    `${colors.bold("vCPUs")}  ${plan.vcpus.total} in all, and of each family:`,
    ...families,
    ...(surge === 0 ? [] : [colors.dim(`  An upgrade of the nodes takes ${surge} more while it lasts.`)]),
    "",
  ];
}

/** Nothing if none are rented. */
function addressSection({ config, plan: { addresses } }: Rehearsal, width: number, colors: Colors): string[] {
  const { lab, students } = addresses;
  const total = lab + students;
  if (total === 0) return [];
  const ofStudents = students === 0 ? "" : `, ${students} of them for load balancers that students may create`;
  return [
    `${colors.bold("Public addresses")}  ${total}${ofStudents}`,
    ...(total > usualAddressLimit
      ? wrap(
          `Many subscriptions may have ${usualAddressLimit} in a region: \`az network list-usages --location ${config.location}\` ` +
            `says what yours may have. Ask for more${students > 0 ? ", or set studentLoadBalancers to 0" : ""}.`,
          width - 2,
        ).map((line) => `  ${line}`)
      : []),
    "",
  ];
}

/** Nothing if no students have a part of a registry on Azure. */
function registrySection({ inventory: { registryTokens } }: Rehearsal, colors: Colors): string[] {
  if (registryTokens === undefined) return [];
  const { tier, tokens, atMost } = registryTokens;
  return [
    `${colors.bold("Registry")}  tier ${tier}, with ${tokens} of at most ${atMost} tokens for students, and as many scope maps`,
    "",
  ];
}

function capacitySection({ plan: { capacity }, fixCommand }: Rehearsal, width: number, colors: Colors): string[] {
  if (!capacity) return [];
  const students = `${capacity.students} ${capacity.students === 1 ? "student" : "students"}`;
  const title = `${colors.bold("Capacity")}  an estimate for ${students} and the lab's own pods`;
  return [title, ...capacityLines(capacity, fixCommand, width), ""];
}

function summarySection(rehearsal: Rehearsal, colors: Colors): string[] {
  const lines = summaryLines(rehearsal);
  return lines.length === 0 ? [] : [colors.bold("In short"), ...lines, ""];
}

/** Nothing if no machines are rented. */
function openSection({ config, inventory: { machines } }: Rehearsal, colors: Colors): string[] {
  const lines = machines.length === 0 ? [] : openLines(config);
  return lines.length === 0 ? [] : [colors.bold("Open to"), ...lines, ""];
}

function costSection({ costs }: Plan, width: number, colors: Colors): string[] {
  return costs === undefined ? [] : [colors.bold("Costs"), ...costLines(costs, width), ""];
}

function unmodelledSection(unmodelled: readonly UnmodelledType[], colors: Colors): string[] {
  if (unmodelled.length === 0) return [];
  const types = `${unmodelled.length} ${unmodelled.length === 1 ? "type" : "types"}`;
  return [
    `${colors.bold("Not modelled")}  ${types}: the rehearsal accepts them unchecked.`,
    ...unmodelled.flatMap(({ type, names, file, line }) => [
      `  ${type}  ${colors.dim(names.join(", "))}`,
      `    to model it: ${file}, and in simulator/catalog.ts: ${line}`,
    ]),
    "",
  ];
}

/** How the lab is made, and what that needs. */
function nextStep({ stack, inventory: { machines, docker, kubeContext } }: Rehearsal): string {
  const rented = machines.length > 0;
  const made = `\`${rented ? azureUpCommand(stack) : upCommand(stack)}\` makes it`;
  if (rented) {
    return `${made}, in about ten minutes. docs/azure.md says what you need for that.`;
  }
  const needs = [
    ...(docker.used ? ["Docker running on this machine"] : []),
    ...(kubeContext === undefined ? [] : [`the context ${kubeContext} in your kubeconfig`]),
  ];
  return needs.length > 0 ? `${made}. It needs ${needs.join(", and ")}.` : `${made}.`;
}
