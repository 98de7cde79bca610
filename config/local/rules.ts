import { k3sCidrs } from "../../facts/k3s";
import { mostLocalNodes } from "../../facts/localNodes";
import { hostlessCidrs } from "../../facts/networks";
import { overlaps } from "../../lib/cidr";
import type { ConfigFault } from "../error";
import type { LabConfig } from "../keys";
import { type Rule, chosenLast } from "../rule";
import { localKeys } from "./keys";

const portKeys = ["registryPort", "apiPort", "appPort"] as const;

/** Rules of the local target. */
export const localRules: readonly Rule[] = [
  { keys: ["target", "nodeCount", "kubeContext"], faults: nodeFaults },
  { keys: ["target", "networkCidr", "kubeContext"], faults: rangeFaults },
  { keys: [...portKeys], faults: portFaults },
  { keys: ["kubeContext", "registryServer", "image"], faults: imageSourceFaults },
  { keys: ["kubeContext", "kubeconfig", "registryServer", "apiServer", "image"], faults: ownClusterFaults },
  { keys: ["kubeContext", "authorityFile"], faults: ownNodeFaults },
];

function nodeFaults({ target, nodeCount, kubeContext }: LabConfig): ConfigFault[] {
  if (target !== "local" || kubeContext !== undefined || nodeCount <= mostLocalNodes) return [];
  return [
    {
      key: "nodeCount",
      value: String(nodeCount),
      problem: "each node is a container on this machine",
      allowed: `a whole number from 1 to ${mostLocalNodes} with target local`,
      fix: { action: "set", key: "nodeCount", value: String(mostLocalNodes), type: "integer" },
    },
  ];
}

function rangeFaults({ target, networkCidr, kubeContext }: LabConfig): ConfigFault[] {
  if (target !== "local" || kubeContext !== undefined) return [];
  const taken = [
    ...k3sCidrs.map((cidr) => ({ name: `${cidr}, which k3s uses for pods and Services`, cidr })),
    ...hostlessCidrs.map((cidr) => ({ name: `${cidr}, which no network can have`, cidr })),
  ];
  const hit = taken.find(({ cidr }) => overlaps(networkCidr, cidr));
  if (!hit) return [];
  return [
    {
      key: "networkCidr",
      value: networkCidr,
      problem: `it overlaps ${hit.name}`,
      allowed: `a range apart from ${taken.map(({ cidr }) => cidr).join(", ")}`,
      fix: { action: "set", key: "networkCidr", value: localKeys.networkCidr.default },
    },
  ];
}

function portFaults(config: LabConfig): ConfigFault[] {
  const keys = chosenLast(portKeys, config, localKeys);
  return keys.flatMap((key, index) => {
    const twin = keys.slice(0, index).find((other) => config[other] === config[key]);
    if (twin === undefined) return [];
    const taken = keys.map((other) => config[other]);
    let free: number = localKeys[key].default;
    while (taken.includes(free)) free += 1;
    return [
      {
        key,
        value: String(config[key]),
        problem: `${twin} is the same`,
        allowed: `a port apart from ${keys.filter((other) => other !== key).join(" and ")}`,
        fix: { action: "set", key, value: String(free), type: "integer" },
      },
    ];
  });
}

function imageSourceFaults({ kubeContext, registryServer, image }: LabConfig): ConfigFault[] {
  if (kubeContext === undefined || registryServer !== undefined || image !== undefined) return [];
  return [
    {
      key: "registryServer",
      value: "",
      problem: `the cluster ${kubeContext} needs a registry to pull the image from`,
      allowed:
        "a registry that this machine can push to and the cluster can pull from; or a ready image in the key image",
      fix: { action: "set", key: "registryServer", value: localKeys.registryServer.example },
    },
  ];
}

function ownClusterFaults({ kubeContext, kubeconfig, registryServer, apiServer }: LabConfig): ConfigFault[] {
  if (kubeContext !== undefined) return [];
  return Object.entries({ kubeconfig, registryServer, apiServer }).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [
          {
            key,
            value,
            problem: "the lab has a cluster and a registry of its own without kubeContext",
            allowed: "nothing without kubeContext",
            fix: { action: "unset", key },
          },
        ],
  );
}

function ownNodeFaults({ kubeContext, authorityFile }: LabConfig): ConfigFault[] {
  if (kubeContext === undefined || authorityFile === undefined) return [];
  return [
    {
      key: "authorityFile",
      value: "a file",
      problem: `the lab does not make the nodes of ${kubeContext}: whoever does has them trust an authority`,
      allowed: "nothing with kubeContext",
      fix: { action: "unset", key: "authorityFile" },
    },
  ];
}
