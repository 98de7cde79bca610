import { overlaps, prefixLength } from "./cidr";
import type { ConfigFault } from "./error";
import type { LabConfig } from "./index";
import { configKeys } from "./keys";

/**
 * AKS makes the nodes' network itself, with this range (Learn, "Plan IP addressing for your AKS clusters").
 */
const nodeCidr = "10.224.0.0/12";

/** Ranges that AKS keeps for itself, whatever the cluster's own are (the same page). */
const reservedCidrs = ["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"];

/** What two keys that are right by themselves can have against each other. */
export function crossFaults(config: LabConfig): ConfigFault[] {
  return [...rangeFaults(config), ...podRoomFaults(config), ...autoscalingFaults(config), ...windowsFaults(config)];
}

const rangeKeys = ["podCidr", "serviceCidr", "hostCidr"] as const;

function rangeFaults(config: LabConfig): ConfigFault[] {
  const fixed = [
    { name: `the nodes' range ${nodeCidr}`, cidr: nodeCidr },
    ...reservedCidrs.map((cidr) => ({ name: `${cidr}, which AKS keeps for itself`, cidr })),
  ];
  return rangeKeys.flatMap((key, index) => {
    const earlier = rangeKeys
      .slice(0, index)
      .map((other) => ({ name: `${other} ${config[other]}`, cidr: config[other] }));
    const hit = [...earlier, ...fixed].find((other) => overlaps(config[key], other.cidr));
    if (!hit) return [];
    const others = rangeKeys.filter((other) => other !== key);
    const taken = [...others.map((other) => config[other]), ...fixed.map(({ cidr }) => cidr)];
    return [
      {
        key,
        value: config[key],
        problem: `it overlaps ${hit.name}`,
        allowed: `a range apart from ${others.join(", ")}, ${nodeCidr} and ${reservedCidrs.join(", ")}`,
        mend: { key, value: freeRange(configKeys[key].default, taken) },
      },
    ];
  });
}

/** The usual range if it is free, else one of the same width that is. */
function freeRange(usual: string, taken: readonly string[]): string {
  const bits = usual.split("/")[1];
  const candidates = [usual, ...Array.from({ length: 255 }, (_, index) => `10.${index + 1}.0.0/${bits}`)];
  return candidates.find((candidate) => !taken.some((cidr) => overlaps(candidate, cidr))) ?? usual;
}

/** Of podCidr each node takes a /24 (Learn, "Azure CNI Overlay networking"), and so does the one that an upgrade adds. */
function podRoomFaults({ podCidr, nodeCount, maxNodeCount, windows }: LabConfig): ConfigFault[] {
  const room = 2 ** (24 - prefixLength(podCidr));
  const needed = Math.max(nodeCount, maxNodeCount ?? 0) + (windows ? 1 : 0) + 1;
  if (needed <= room) return [];
  const bits = 24 - Math.ceil(Math.log2(needed));
  return [
    {
      key: "podCidr",
      value: podCidr,
      problem: `it has room for ${room} nodes, and the lab has ${needed} while it is upgraded`,
      allowed: `a /${bits} or wider`,
      mend: { key: "podCidr", value: configKeys.podCidr.default },
    },
  ];
}

function autoscalingFaults({ nodeCount, maxNodeCount }: LabConfig): ConfigFault[] {
  if (maxNodeCount === undefined || maxNodeCount >= nodeCount) return [];
  return [
    {
      key: "maxNodeCount",
      value: String(maxNodeCount),
      problem: `it is less than nodeCount ${nodeCount}`,
      allowed: "nodeCount or more, or 0 for no autoscaling",
      mend: { key: "maxNodeCount", value: String(nodeCount) },
    },
  ];
}

/** From this minor version on AKS has no nodes with Windows Server 2022 (Azure/AKS, changelog of 2026-07-17). */
const firstMinorWithoutWindows2022 = 37;

function windowsFaults({ windows, networkDataplane, kubernetesVersion }: LabConfig): ConfigFault[] {
  if (!windows) return [];
  const faults: ConfigFault[] = [];
  if (networkDataplane === "cilium") {
    faults.push({
      key: "networkDataplane",
      value: networkDataplane,
      problem: "Cilium cannot serve the Windows pool that windows true asks for",
      allowed: "auto or azure with windows true",
      mend: { key: "networkDataplane", value: "auto" },
    });
  }
  if (kubernetesVersion !== undefined && Number(kubernetesVersion.split(".")[1]) >= firstMinorWithoutWindows2022) {
    const last = `1.${firstMinorWithoutWindows2022 - 1}`;
    faults.push({
      key: "kubernetesVersion",
      value: kubernetesVersion,
      problem: "it has no Windows Server 2022 nodes, which the lab's Windows pool uses",
      allowed: `${last} or less with windows true`,
      mend: { key: "kubernetesVersion", value: last },
    });
  }
  return faults;
}
