import { aksCidrs, azureCidrs, nodeCidr, podRangePrefix } from "../../facts/azure/networks";
import { overlaps, prefixLength } from "../../lib/cidr";
import { dockerHostKeys } from "../dockerHost/keys";
import type { ConfigFault } from "../error";
import type { LabConfig } from "../keys";
import { type Rule, chosenLast } from "../rule";
import { azureKeys } from "./keys";

/** The keys that are ranges of networks on Azure, which must not overlap. */
const rangeKeys = {
  podCidr: azureKeys.podCidr,
  serviceCidr: azureKeys.serviceCidr,
  hostCidr: dockerHostKeys.hostCidr,
};
type RangeKey = keyof typeof rangeKeys;
const names = Object.keys(rangeKeys) as RangeKey[];

const fixedRanges = [
  { name: `the nodes' range ${nodeCidr}`, cidr: nodeCidr },
  ...aksCidrs.map((cidr) => ({ name: `${cidr}, which AKS reserves`, cidr })),
  ...azureCidrs.map((cidr) => ({ name: `${cidr}, which Azure reserves`, cidr })),
];

export const rangeRule: Rule = { keys: [...names, "nodeCount", "maxNodeCount", "windows"], faults: rangeFaults };

function rangeFaults(config: LabConfig): ConfigFault[] {
  const fixed = Object.fromEntries(names.map((key) => [key, config[key]])) as Record<RangeKey, string>;
  const keys = chosenLast(names, config, rangeKeys);
  return keys.flatMap((key, index) => {
    const earlier = keys.slice(0, index).map((other) => ({ name: `${other} ${config[other]}`, cidr: config[other] }));
    const hit = [...earlier, ...fixedRanges].find((other) => overlaps(config[key], other.cidr));
    const problem = hit ? `it overlaps ${hit.name}` : key === "podCidr" ? roomProblem(config) : undefined;
    if (problem === undefined) return [];
    const others = names.filter((other) => other !== key);
    const taken = [...others.map((other) => fixed[other]), ...fixedRanges.map(({ cidr }) => cidr)];
    fixed[key] = freeRange(rangeKeys[key].default, taken);
    const allowed = hit ? allowedApart(others) : `a /${widthFor(nodesAtMost(config))} or wider`;
    return [{ key, value: config[key], problem, allowed, fix: { action: "set", key, value: fixed[key] } }];
  });
}

function allowedApart(others: readonly string[]): string {
  return `a range apart from ${[...others, nodeCidr, ...aksCidrs, ...azureCidrs].join(", ")}`;
}

/** Each node takes a range out of podCidr, and so does the one that an upgrade adds. */
function roomProblem(config: LabConfig): string | undefined {
  const room = 2 ** (podRangePrefix - prefixLength(config.podCidr));
  const needed = nodesAtMost(config);
  return needed <= room ? undefined : `it has room for ${room} nodes, and the lab has ${needed} during an upgrade`;
}

/** Prefix of the pods' range for so many nodes. */
function widthFor(nodes: number): number {
  return podRangePrefix - Math.ceil(Math.log2(nodes));
}

function nodesAtMost({ nodeCount, maxNodeCount, windows }: LabConfig): number {
  return Math.max(nodeCount, maxNodeCount ?? 0) + (windows ? 1 : 0) + 1;
}

/** The default range if it is free, else one of the same width that is. */
function freeRange(byDefault: string, taken: readonly string[]): string {
  const bits = byDefault.split("/")[1];
  const candidates = [
    byDefault,
    ...Array.from({ length: 255 }, (_, index) => `10.${index + 1}.0.0/${bits}`),
    `172.16.0.0/${bits}`,
    `192.168.0.0/${bits}`,
  ];
  return candidates.find((candidate) => !taken.some((cidr) => overlaps(candidate, cidr))) ?? byDefault;
}
