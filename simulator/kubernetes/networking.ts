import { cidrFault, contains, prefixLength } from "../../lib/cidr";
import type { Inputs, ResourceModel } from "../model";
import { kubernetesObject } from "./object";

export const networkingModels: Record<string, ResourceModel> = {
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": kubernetesObject({ check: policyFaults }),
};

/** Of a network policy: what is wrong with the ranges that it names. */
function policyFaults({ spec = {} }: Inputs): string[] {
  const rules = [...(spec["ingress"] ?? []), ...(spec["egress"] ?? [])] as Inputs[];
  const peers = rules.flatMap(({ from = [], to = [] }) => [...from, ...to] as Inputs[]);
  return peers.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : blockFaults(ipBlock)));
}

function blockFaults({ cidr, except = [] }: Inputs): string[] {
  const ranges = [cidr, ...except] as string[];
  const malformed = ranges.flatMap((range) => {
    const fault = cidrFault(String(range));
    return fault === undefined ? [] : [`of the range ${range}, ${fault}`];
  });
  if (malformed.length > 0) return malformed;
  return (except as string[])
    .filter((range) => !contains(cidr, range) || prefixLength(range) === prefixLength(cidr))
    .map((range) => `the exception ${range} is no part of ${cidr}`);
}
