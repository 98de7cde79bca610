import { columns } from "../../../lib/columns";
import { wrap } from "../../../lib/wrap";
import { type Kind, insufficientKinds, kinds } from "../../inventory/amounts";
import type { Capacity, NodesAllocatable } from "../../inventory/capacity";

const names: Readonly<Record<Kind, string>> = {
  cpu: "CPU",
  memory: "memory",
  pods: "pods",
  scratch: "disk",
  disks: "volumes",
};
const shortages: Readonly<Record<Kind, string>> = {
  cpu: "CPU",
  memory: "memory",
  pods: "room for pods",
  scratch: "disk",
  disks: "data disks for volumes",
};
/** What is counted; the rest is measured. */
const counted: readonly Kind[] = ["pods", "disks"];

/**
 * What is needed, what the nodes have, and whether it fits.
 *
 * @param fixCommand the command after which it fits
 * @param width of the terminal, for sentences
 */
export function capacityLines(capacity: Capacity, fixCommand: string | undefined, width: number): string[] {
  const sentences = [...verdict(capacity, fixCommand), ...sharing(capacity)];
  // A command is for copying.
  const lines = sentences.flatMap((text) => (text.startsWith("  ") ? [text] : wrap(text, width - 2)));
  return [...table(capacity), ...lines].map((line) => `  ${line}`.trimEnd());
}

function table({ needed, now, atMost, insufficient }: Capacity): string[] {
  const nodes = [now, atMost].filter((allocatable) => allocatable !== null);
  const shortOf = (kind: Kind) =>
    insufficient.includes(kind) ? (counted.includes(kind) ? "too few" : "too little") : "";
  const rows = [
    ["", "needed", ...nodes.map(({ nodes: count }) => `${nodeCount(count)} ${count === 1 ? "has" : "have"}`)],
    ...shownKinds(needed, nodes).map((kind) => [
      names[kind],
      amountText(kind, needed[kind]),
      ...nodes.map((allocatable) => allocatableText(kind, allocatable)),
      shortOf(kind),
    ]),
  ];
  return columns(rows, { gap: 3 });
}

/** Disks are left out where nobody needs one, or where nothing is known of them. */
function shownKinds(needed: Capacity["needed"], nodes: readonly NodesAllocatable[]): Kind[] {
  const isKnown = (kind: Kind) => nodes.some((allocatable) => allocatable[kind] !== null);
  return kinds.filter((kind) => !["scratch", "disks"].includes(kind) || (needed[kind] > 0 && isKnown(kind)));
}

function allocatableText(kind: Kind, allocatable: NodesAllocatable): string {
  const amount = allocatable[kind];
  return amount !== null ? amountText(kind, amount) : areContainers(allocatable) ? "this machine's" : "not known";
}

/** Rounded to the nearest, so that what fits is never shown as more than what there is. */
function amountText(kind: Kind, amount: number): string {
  if (counted.includes(kind)) return String(amount);
  return kind === "cpu" ? (amount / 1000).toFixed(1) : gibibytes(amount);
}

function gibibytes(mebibytes: number): string {
  return `${(mebibytes / 1024).toFixed(1)} GiB`;
}

/** Nodes that are containers share the CPU and the memory of their machine. */
function areContainers({ cpu }: NodesAllocatable): boolean {
  return cpu === null;
}

function verdict(capacity: Capacity, fixCommand: string | undefined): string[] {
  const { now, insufficient } = capacity;
  if (now === null) return ["`kubectl describe nodes` shows what the cluster has: the rehearsal did not ask it."];
  return [
    ...(insufficient.length > 0
      ? shortage(capacity, now, fixCommand)
      : areContainers(now)
        ? []
        : [fitting(capacity, now)]),
    ...(areContainers(now) ? dockerNote(capacity) : now.memory === null ? [memoryNote] : []),
  ];
}

/** What one student may request beyond what is reserved. */
function sharing({ students, beyondReserved: { cpu, memory } }: Capacity): string[] {
  const amounts = [
    ...(cpu === 0 ? [] : [`${amountText("cpu", cpu)} CPU`]),
    ...(memory === 0 ? [] : [amountText("memory", memory)]),
  ];
  if (students < 2 || amounts.length === 0) return [];
  return [
    `Counted in: one student requests ${listed(amounts)} beyond what is reserved. If several ` +
      "do so at the same time, pods of others may have to wait for room.",
  ];
}

const memoryNote = "The name of the nodes' size does not say how much memory they have: look it up, and compare.";

function dockerNote({ containersMemory }: Capacity): string[] {
  return [
    `Docker must have this memory, of which the nodes use ${gibibytes(containersMemory)} themselves. With Docker Desktop ` +
      "it is a setting. The rehearsal did not look at this machine.",
  ];
}

function fitting({ needed, atMost, nodesNeeded }: Capacity, now: NodesAllocatable): string {
  const fits = now.memory === null ? "As far as is known it fits" : "It fits";
  const later = insufficientKinds(needed, now).length > 0;
  const all = later ? atMost!.nodes : now.nodes;
  const whole = all === 1 ? "the one node" : `all ${nodeCount(all)}`;
  const taken = nodesNeeded === all ? whole : `${nodesNeeded} of the ${nodeCount(all)}`;
  return `${fits}${later ? " once autoscaling has added nodes" : ""}, and takes ${taken}.`;
}

function shortage(
  { insufficient, nodesNeeded, vcpusNeeded }: Capacity,
  now: NodesAllocatable,
  fixCommand: string | undefined,
): string[] {
  const what = `It does not fit: the nodes are short of ${listed(insufficient.map((kind) => shortages[kind]))}.`;
  if (nodesNeeded === null) return [what, ...lessEach(insufficient, areContainers(now))];
  const families = Object.entries(vcpusNeeded?.byFamily ?? {}).map(([family, vcpus]) => `${vcpus} of ${family}`);
  return [
    `${what} ${nodeCount(nodesNeeded)} would do.`,
    ...(insufficient.includes("disks")
      ? ["Each student may have volumes, each of them a disk: set studentVolumes to 0 if nobody needs one."]
      : []),
    ...(vcpusNeeded ? [`The quota for it is ${vcpusNeeded.total} vCPUs: ${listed(families)}.`] : []),
    ...(fixCommand === undefined ? [] : ["To fix:", ...fixCommand.split("\n").map((line) => `  ${line}`)]),
  ];
}

/** Larger nodes have no room for more pods, and nodes on Docker have no size. */
function lessEach(insufficient: readonly Kind[], containers: boolean): string[] {
  // On Docker each load balancer takes a pod on every node.
  const pods = ["studentPods", ...(containers ? ["studentLoadBalancers"] : [])];
  const keys = {
    cpu: ["studentCpu"],
    memory: ["studentMemory"],
    pods,
    scratch: ["studentPods"],
    disks: ["studentVolumes"],
  };
  return [
    `No number of nodes would do. Give each student less: ${listed(insufficient.flatMap((kind) => keys[kind]))}.`,
    ...(insufficient.includes("pods") || insufficient.includes("scratch") ? [] : ["Or take larger nodes: nodeSize."]),
  ];
}

function nodeCount(count: number): string {
  return `${count} ${count === 1 ? "node" : "nodes"}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
