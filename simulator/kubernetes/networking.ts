import type * as networking from "@pulumi/kubernetes/networking/v1";
import type { input as args } from "@pulumi/kubernetes/types";
import type { Unwrap } from "@pulumi/pulumi";
import { cidrFault, contains, prefixLength } from "../../lib/cidr";
import type { ResourceModel } from "../model";
import { kubernetesObject } from "./object";
import { portFaults } from "./ports";

export const networkingModels: Record<string, ResourceModel> = {
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": kubernetesObject<networking.NetworkPolicyArgs>({
    check: policyFaults,
  }),
};

/** What is wrong with the ports and address ranges of a network policy. */
function policyFaults({ spec }: Unwrap<networking.NetworkPolicyArgs>): string[] {
  const ports = [...(spec?.ingress ?? []), ...(spec?.egress ?? [])].flatMap((rule) => rule.ports ?? []);
  const senders = (spec?.ingress ?? []).flatMap(({ from = [] }) => from);
  const receivers = (spec?.egress ?? []).flatMap(({ to = [] }) => to);
  const peers = [...senders, ...receivers];
  return [
    ...portFaults(
      ports.flatMap(({ port, endPort }) => [port, endPort]),
      "the port",
    ),
    ...peers.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : blockFaults(ipBlock))),
  ];
}

function blockFaults({ cidr, except = [] }: Unwrap<args.networking.v1.IPBlock>): string[] {
  const ranges = [cidr, ...except];
  const malformed = ranges.flatMap((range) => {
    const fault = cidrFault(String(range));
    return fault === undefined ? [] : [`range ${range}: ${fault}`];
  });
  if (malformed.length > 0) return malformed;
  return except
    .filter((range) => !contains(cidr, range) || prefixLength(range) === prefixLength(cidr))
    .map((range) => `the exception ${range} is not part of ${cidr}`);
}
