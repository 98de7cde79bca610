import { lastVersionWithWindows2022 } from "../facts/azure/windows";
import { k3sCidrs } from "../facts/k3s";
import { overlaps, prefixLength } from "../lib/cidr";
import type { ConfigFault } from "./error";
import type { LabConfig } from "./index";
import { configKeys, mostLocalNodes } from "./keys";
import { studentsIn } from "./students";

/**
 * AKS makes the nodes' network itself, with this range (Learn, "Plan IP addressing for your AKS clusters").
 */
const nodeCidr = "10.224.0.0/12";

/** Ranges that AKS keeps for itself, whatever the cluster's own are (the same page). */
const aksCidrs = ["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"];

/** Ranges that no network on Azure may have (Learn, "Azure Virtual Network FAQ"). */
const azureCidrs = ["127.0.0.0/8", "168.63.129.16/32", "224.0.0.0/4"];

const fixedRanges = [
  { name: `the nodes' range ${nodeCidr}`, cidr: nodeCidr },
  ...aksCidrs.map((cidr) => ({ name: `${cidr}, which AKS keeps for itself`, cidr })),
  ...azureCidrs.map((cidr) => ({ name: `${cidr}, which Azure keeps for itself`, cidr })),
];

/** Ranges of no host's (RFC 6890, RFC 5771): this network, loopback, link-local, multicast, reserved. */
const hostlessCidrs = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4"];

const rangeKeys = ["podCidr", "serviceCidr", "hostCidr"] as const;

const portKeys = ["registryPort", "apiPort", "appPort"] as const;

/** Rules between keys; each is asked only when the keys that it looks at are right by themselves. */
const rules: readonly { keys: readonly (keyof LabConfig)[]; faults: (config: LabConfig) => ConfigFault[] }[] = [
  { keys: [...rangeKeys, "nodeCount", "maxNodeCount", "windows"], faults: rangeFaults },
  { keys: ["nodeCount", "maxNodeCount"], faults: autoscalingFaults },
  { keys: ["windows", "networkDataplane"], faults: dataplaneFaults },
  { keys: ["windows", "kubernetesVersion"], faults: windowsVersionFaults },
  { keys: ["target", "nodeCount", "kubeContext"], faults: localNodesFaults },
  { keys: ["target", "networkCidr", "kubeContext"], faults: localRangeFaults },
  { keys: [...portKeys], faults: portFaults },
  { keys: ["kubeContext", "kubeconfig", "registryServer", "apiServer", "image"], faults: kubeContextFaults },
  { keys: ["kubeContext", "apiServer", "students", "studentsFile"], faults: apiServerFaults },
  { keys: ["students", "studentsFile"], faults: twoListsFaults },
  { keys: ["studentCpu", "studentMemory", "studentPods"], faults: podShareFaults },
  { keys: ["studentServices", "studentLoadBalancers"], faults: loadBalancerFaults },
  { keys: ["deleteAtEnd", "endsAt"], faults: endFaults },
];

/**
 * What two keys that are right by themselves can have against each other. The changes that fix these faults can be made
 * together.
 *
 * @param wrong keys that are not right by themselves, whose values are not looked at
 */
export function crossFaults(config: LabConfig, wrong: readonly string[] = []): ConfigFault[] {
  return rules.filter(({ keys }) => !keys.some((key) => wrong.includes(key))).flatMap(({ faults }) => faults(config));
}

function rangeFaults(config: LabConfig): ConfigFault[] {
  const fixed: Record<(typeof rangeKeys)[number], string> = { ...config };
  // Of two that overlap, the one that somebody chose is to blame, not the one that was there.
  const chosen = (key: (typeof rangeKeys)[number]) => config[key] !== configKeys[key].default;
  const keys = [...rangeKeys].sort((a, b) => Number(chosen(a)) - Number(chosen(b)));
  return keys.flatMap((key, index) => {
    const earlier = keys.slice(0, index).map((other) => ({ name: `${other} ${config[other]}`, cidr: config[other] }));
    const hit = [...earlier, ...fixedRanges].find((other) => overlaps(config[key], other.cidr));
    const problem = hit ? `it overlaps ${hit.name}` : key === "podCidr" ? roomProblem(config) : undefined;
    if (problem === undefined) return [];
    const others = rangeKeys.filter((other) => other !== key);
    const taken = [...others.map((other) => fixed[other]), ...fixedRanges.map(({ cidr }) => cidr)];
    fixed[key] = freeRange(configKeys[key].default, taken);
    const apart = `a range apart from ${others.join(", ")}, ${nodeCidr}, ${aksCidrs.join(", ")}, ${azureCidrs.join(", ")}`;
    const allowed = hit ? apart : `a /${24 - Math.ceil(Math.log2(nodesAtMost(config)))} or wider`;
    return [{ key, value: config[key], problem, allowed, fix: { key, value: fixed[key] } }];
  });
}

/** Of podCidr each node takes a /24 (Learn, "Azure CNI Overlay networking"), and so does the one that an upgrade adds. */
function roomProblem(config: LabConfig): string | undefined {
  const room = 2 ** (24 - prefixLength(config.podCidr));
  const needed = nodesAtMost(config);
  return needed <= room ? undefined : `it has room for ${room} nodes, and the lab has ${needed} while it is upgraded`;
}

function nodesAtMost({ nodeCount, maxNodeCount, windows }: LabConfig): number {
  return Math.max(nodeCount, maxNodeCount ?? 0) + (windows ? 1 : 0) + 1;
}

/** The usual range if it is free, else one of the same width that is. */
function freeRange(usual: string, taken: readonly string[]): string {
  const bits = usual.split("/")[1];
  const candidates = [
    usual,
    ...Array.from({ length: 255 }, (_, index) => `10.${index + 1}.0.0/${bits}`),
    `172.16.0.0/${bits}`,
    `192.168.0.0/${bits}`,
  ];
  return candidates.find((candidate) => !taken.some((cidr) => overlaps(candidate, cidr))) ?? usual;
}

function autoscalingFaults({ nodeCount, maxNodeCount }: LabConfig): ConfigFault[] {
  if (maxNodeCount === undefined || maxNodeCount >= nodeCount) return [];
  return [
    {
      key: "maxNodeCount",
      value: String(maxNodeCount),
      problem: `it is less than nodeCount ${nodeCount}`,
      allowed: "nodeCount or more, or 0 for no autoscaling",
      fix: { key: "maxNodeCount", value: String(nodeCount) },
    },
  ];
}

function dataplaneFaults({ windows, networkDataplane }: LabConfig): ConfigFault[] {
  if (!windows || networkDataplane !== "cilium") return [];
  return [
    {
      key: "networkDataplane",
      value: networkDataplane,
      problem: "Cilium cannot serve the Windows pool that windows true asks for",
      allowed: "auto or azure with windows true",
      fix: { key: "networkDataplane", value: "auto" },
    },
  ];
}

function windowsVersionFaults({ windows, kubernetesVersion }: LabConfig): ConfigFault[] {
  const last = lastVersionWithWindows2022;
  if (!windows || kubernetesVersion === undefined || Number(kubernetesVersion) <= Number(last)) return [];
  return [
    {
      key: "kubernetesVersion",
      value: kubernetesVersion,
      problem: "it has no Windows Server 2022 nodes, which the lab's Windows pool uses",
      allowed: `${last} or less with windows true`,
      fix: { key: "kubernetesVersion", value: last },
    },
  ];
}

function localNodesFaults({ target, nodeCount, kubeContext }: LabConfig): ConfigFault[] {
  if (target !== "local" || kubeContext !== undefined || nodeCount <= mostLocalNodes) return [];
  return [
    {
      key: "nodeCount",
      value: String(nodeCount),
      problem: "each node is a container on this machine",
      allowed: `a whole number from 1 to ${mostLocalNodes} with target local`,
      fix: { key: "nodeCount", value: String(mostLocalNodes) },
    },
  ];
}

function localRangeFaults({ target, networkCidr, kubeContext }: LabConfig): ConfigFault[] {
  if (target !== "local" || kubeContext !== undefined) return [];
  const taken = [
    ...k3sCidrs.map((cidr) => ({ name: `${cidr}, in which k3s has its pods and Services`, cidr })),
    ...hostlessCidrs.map((cidr) => ({ name: `${cidr}, in which no network can be`, cidr })),
  ];
  const hit = taken.find(({ cidr }) => overlaps(networkCidr, cidr));
  if (!hit) return [];
  return [
    {
      key: "networkCidr",
      value: networkCidr,
      problem: `it overlaps ${hit.name}`,
      allowed: `a range apart from ${taken.map(({ cidr }) => cidr).join(", ")}`,
      fix: { key: "networkCidr", value: configKeys.networkCidr.default },
    },
  ];
}

function portFaults(config: LabConfig): ConfigFault[] {
  const chosen = (key: (typeof portKeys)[number]) => config[key] !== configKeys[key].default;
  const keys = [...portKeys].sort((a, b) => Number(chosen(a)) - Number(chosen(b)));
  return keys.flatMap((key, index) => {
    const twin = keys.slice(0, index).find((other) => config[other] === config[key]);
    if (twin === undefined) return [];
    const taken = keys.map((other) => config[other]);
    let free = configKeys[key].default;
    while (taken.includes(free)) free += 1;
    return [
      {
        key,
        value: String(config[key]),
        problem: `${twin} is the same`,
        allowed: `a port apart from ${keys.filter((other) => other !== key).join(" and ")}`,
        fix: { key, value: String(free) },
      },
    ];
  });
}

function kubeContextFaults({ kubeContext, kubeconfig, registryServer, apiServer, image }: LabConfig): ConfigFault[] {
  if (kubeContext !== undefined) {
    if (registryServer !== undefined || image !== undefined) return [];
    return [
      {
        key: "registryServer",
        value: "",
        problem: `the cluster ${kubeContext} needs a place to pull the image from`,
        allowed:
          "a registry that this machine can push to and the cluster pull from; or a ready image in the key image",
        fix: { key: "registryServer", value: configKeys.registryServer.example },
      },
    ];
  }
  return Object.entries({ kubeconfig, registryServer, apiServer }).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [
          {
            key,
            value,
            problem: "the lab has a cluster and a registry of its own without kubeContext",
            allowed: "nothing without kubeContext",
            fix: { key, value: undefined },
          },
        ],
  );
}

function apiServerFaults(config: LabConfig): ConfigFault[] {
  if (config.kubeContext === undefined || config.apiServer !== undefined || studentsIn(config).length === 0) return [];
  return [
    {
      key: "apiServer",
      value: "",
      problem: "the students' kubeconfigs need an address that is right on their machines",
      allowed: "the API server's address with kubeContext and students",
      fix: { key: "apiServer", value: configKeys.apiServer.example },
    },
  ];
}

function twoListsFaults({ students, studentsFile }: LabConfig): ConfigFault[] {
  if (students.length === 0 || studentsFile === undefined) return [];
  return [
    {
      key: "students",
      value: JSON.stringify(students.map(({ name }) => name)),
      problem: "studentsFile is set too, and a class has one list",
      allowed: "students or studentsFile, not both",
      fix: { key: "students", value: undefined },
    },
  ];
}

/** What the smallest of servers starts with: a container that asks for nothing gets its pod's share of a quota. */
const leastShare = { cpu: 5, memory: 32 };

function podShareFaults({ studentCpu, studentMemory, studentPods }: LabConfig): ConfigFault[] {
  const fault = (key: "studentCpu" | "studentMemory", value: number, unit: string, least: number): ConfigFault[] =>
    value >= least * studentPods
      ? []
      : [
          {
            key,
            value: `${value}${unit}`,
            problem: `for studentPods ${studentPods} it is too little: each has ${Math.floor(value / studentPods)}${unit} of it`,
            allowed: `${least * studentPods}${unit} or more`,
            fix: { key, value: `${least * studentPods}${unit}` },
          },
        ];
  return [
    ...fault("studentCpu", studentCpu, "m", leastShare.cpu),
    ...fault("studentMemory", studentMemory, "Mi", leastShare.memory),
  ];
}

function loadBalancerFaults({ studentServices, studentLoadBalancers }: LabConfig): ConfigFault[] {
  if (studentLoadBalancers <= studentServices) return [];
  return [
    {
      key: "studentLoadBalancers",
      value: String(studentLoadBalancers),
      problem: `each is a Service, and studentServices is ${studentServices}`,
      allowed: "studentServices or less",
      fix: { key: "studentLoadBalancers", value: String(studentServices) },
    },
  ];
}

/** It fixes by deleting nothing: an end of our own choice might be over. */
function endFaults({ deleteAtEnd, endsAt }: LabConfig): ConfigFault[] {
  if (!deleteAtEnd || endsAt !== undefined) return [];
  return [
    {
      key: "deleteAtEnd",
      value: "true",
      problem: "there is no endsAt that says when",
      allowed: "true with endsAt, or false",
      fix: { key: "deleteAtEnd", value: "false" },
    },
  ];
}
