import type * as core from "@pulumi/kubernetes/core/v1";
import type { Unwrap } from "@pulumi/pulumi";
import { type Inputs, type Request, type SimulatedResource, faultsOf } from "../model";
import { type ClusterObjects, namespaceOf } from "./objects";

const secretType = "kubernetes:core/v1:Secret";
const tokenType = "kubernetes.io/service-account-token";
const annotation = "kubernetes.io/service-account.name";

type Secret = Unwrap<core.SecretArgs>;

function accountOf({ metadata }: Secret): string | undefined {
  return metadata?.annotations?.[annotation];
}

/** Data that the cluster adds to the Secret of an account's token. Other Secrets keep their own data. */
export function tokenData({ inputs, randomSuffix }: Request<Secret>): Inputs {
  if (inputs.type !== tokenType) return {};
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const namespace = String(inputs.metadata?.namespace ?? "default");
  return {
    data: {
      token: base64(`simulated-token-${randomSuffix}`),
      "ca.crt": base64("-----BEGIN CERTIFICATE-----\nsimulated\n-----END CERTIFICATE-----\n"),
      namespace: base64(namespace),
    },
  };
}

export function tokenFaults(inputs: Secret): string[] {
  return faultsOf([
    inputs.type === tokenType && accountOf(inputs) === undefined,
    `a Secret of type ${tokenType} names its account in the annotation ${annotation}`,
  ]);
}

/** The cluster deletes a token Secret at once if its account does not exist. */
export function danglingTokenFaults(resource: SimulatedResource, cluster: ClusterObjects): string[] {
  if (resource.type !== secretType || resource.inputs["type"] !== tokenType) return [];
  const account = accountOf(resource.inputs);
  if (account === undefined || cluster.has("ServiceAccount", namespaceOf(resource), account)) return [];
  return [`it is for the token of ${account}, which the lab does not have in namespace ${namespaceOf(resource)}`];
}
