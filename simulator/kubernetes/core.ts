import type * as core from "@pulumi/kubernetes/core/v1";
import type { ResourceModel } from "../model";
import { dnsLabel } from "./names";
import { kubernetesObject } from "./object";
import { limitRangeFaults, quotaFaults } from "./quotas";
import { serviceFaults, serviceStatus } from "./services";
import { tokenData, tokenFaults } from "./tokens";

export const coreModels: Record<string, ResourceModel> = {
  "kubernetes:core/v1:Namespace": kubernetesObject<core.NamespaceArgs>({ nameRule: dnsLabel }),
  "kubernetes:core/v1:ServiceAccount": kubernetesObject<core.ServiceAccountArgs>(),
  "kubernetes:core/v1:Service": kubernetesObject<core.ServiceArgs>({
    check: serviceFaults,
    nameRule: dnsLabel,
    outputs: (request) => ({ status: serviceStatus(request) }),
  }),
  "kubernetes:core/v1:Secret": kubernetesObject<core.SecretArgs>({ check: tokenFaults, outputs: tokenData }),
  "kubernetes:core/v1:ResourceQuota": kubernetesObject<core.ResourceQuotaArgs>({ check: quotaFaults }),
  "kubernetes:core/v1:LimitRange": kubernetesObject<core.LimitRangeArgs>({ check: limitRangeFaults }),
};
