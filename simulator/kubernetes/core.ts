import type { ResourceModel } from "../model";
import { dnsLabel } from "./names";
import { kubernetesObject } from "./object";
import { limitRangeFaults, quotaFaults } from "./quotas";
import { serviceFaults, serviceStatus } from "./services";
import { tokenData, tokenFaults } from "./tokens";

export const coreModels: Record<string, ResourceModel> = {
  "kubernetes:core/v1:Namespace": kubernetesObject({ nameRule: dnsLabel }),
  "kubernetes:core/v1:ServiceAccount": kubernetesObject(),
  "kubernetes:core/v1:Service": kubernetesObject({
    check: serviceFaults,
    nameRule: dnsLabel,
    outputs: (request) => ({ status: serviceStatus(request) }),
  }),
  "kubernetes:core/v1:Secret": kubernetesObject({ check: tokenFaults, outputs: tokenData }),
  "kubernetes:core/v1:ResourceQuota": kubernetesObject({ check: quotaFaults }),
  "kubernetes:core/v1:LimitRange": kubernetesObject({ check: limitRangeFaults }),
};
