import { type Kind, kinds, insufficientOf } from "../../inventory/amounts";
import type { Capacity, NodesAllocatable } from "../../inventory/capacity";

const names: Readonly<Record<Kind, string>> = { cpu: "CPU", memory: "memory", pods: "pods" };
const lacks: Readonly<Record<Kind, string>> = { cpu: "CPU", memory: "memory", pods: "room for pods" };

/**
 * Says what is needed, what there is, and whether it fits.
 *
 * @param fixCommand the command after which it does
 */
export function capacityLines(capacity: Capacity, fixCommand: string | undefined): string[] {
  return [...table(capacity), ...verdict(capacity, fixCommand)].map((line) => `  ${line}`.trimEnd());
}

function table({ needed, now, atMost, insufficient }: Capacity): string[] {
  const columns = [now, atMost].filter((having) => having !== null);
  const rows = [
    ["", "needed", ...columns.map(({ nodes }) => `${nodesOf(nodes)} ${nodes === 1 ? "has" : "have"}`), ""],
    ...kinds.map((kind) => [
      names[kind],
      shown(kind, needed[kind]),
      ...columns.map((having) => had(kind, having)),
      insufficient.includes(kind) ? (kind === "pods" ? "too few" : "too little") : "",
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)) + 3);
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join(""));
}

function had(kind: Kind, having: NodesAllocatable): string {
  const amount = having[kind];
  return amount !== null ? shown(kind, amount) : isDocker(having) ? "this machine's" : "not known";
}

/** Rounded to the nearest, so that what fits is never shown as more than what there is. */
function shown(kind: Kind, amount: number): string {
  if (kind === "pods") return String(amount);
  return kind === "cpu" ? (amount / 1000).toFixed(1) : gibibytes(amount);
}

function gibibytes(mebibytes: number): string {
  return `${(mebibytes / 1024).toFixed(1)} GiB`;
}

/** Nodes that are containers share the CPU and the memory of their machine. */
function isDocker({ cpu }: NodesAllocatable): boolean {
  return cpu === null;
}

function verdict(capacity: Capacity, fixCommand: string | undefined): string[] {
  const { now, insufficient } = capacity;
  if (now === null) return ["What the cluster has, `kubectl describe nodes` tells: nothing was asked of it."];
  return [
    ...(insufficient.length > 0 ? lacking(capacity, now, fixCommand) : isDocker(now) ? [] : [fitting(capacity, now)]),
    ...(isDocker(now) ? dockerNote(capacity) : now.memory === null ? [memoryNote] : []),
  ];
}

const memoryNote = "How much memory the nodes have, the name of their size does not tell: look it up, and compare.";

function dockerNote({ containersMemory }: Capacity): string[] {
  return [
    `Docker must have this memory, of which the nodes take ${gibibytes(containersMemory)} themselves. With Docker Desktop`,
    "it is a setting. Nothing was asked of this machine.",
  ];
}

function fitting({ needed, atMost, nodesNeeded }: Capacity, now: NodesAllocatable): string {
  const fits = now.memory === null ? "As far as is known it fits" : "It fits";
  const later = insufficientOf(needed, now).length > 0;
  const all = later ? atMost!.nodes : now.nodes;
  const whole = all === 1 ? "the one node" : `all ${nodesOf(all)}`;
  const taken = nodesNeeded === all ? whole : `${nodesNeeded} of the ${nodesOf(all)}`;
  return `${fits}${later ? " once autoscaling has added nodes" : ""}, and takes ${taken}.`;
}

function lacking(
  { insufficient, nodesNeeded, vcpusNeeded }: Capacity,
  now: NodesAllocatable,
  fixCommand: string | undefined,
): string[] {
  const what = `It does not fit: the nodes are short of ${listed(insufficient.map((kind) => lacks[kind]))}.`;
  if (nodesNeeded === null) return [what, ...lessEach(insufficient, isDocker(now))];
  const families = Object.entries(vcpusNeeded?.byFamily ?? {}).map(([family, vcpus]) => `${vcpus} of ${family}`);
  return [
    `${what} ${nodesOf(nodesNeeded)} would do.`,
    ...(vcpusNeeded ? [`The quota for it is ${vcpusNeeded.total} vCPUs: ${listed(families)}.`] : []),
    ...(fixCommand === undefined ? [] : [`  to fix: ${fixCommand}`]),
  ];
}

/** Larger nodes have no room for more pods, and nodes on Docker have no size. */
function lessEach(insufficient: readonly Kind[], docker: boolean): string[] {
  const keys = { cpu: ["studentCpu"], memory: ["studentMemory"], pods: ["studentPods", ...loadBalancers(docker)] };
  return [
    `No number of nodes would do. Give each student less: ${listed(insufficient.flatMap((kind) => keys[kind]))}.`,
    ...(insufficient.includes("pods") ? [] : ["Or take larger nodes: nodeSize."]),
  ];
}

/** On Docker each load balancer takes a pod on every node. */
function loadBalancers(docker: boolean): string[] {
  return docker ? ["studentLoadBalancers"] : [];
}

function nodesOf(count: number): string {
  return `${count} ${count === 1 ? "node" : "nodes"}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
