import { authorizationModels, clientConfig, clientToken } from "./azure/authorization";
import { containerserviceModels, userCredentials } from "./azure/containerservice";
import { consumptionModels } from "./azure/consumption";
import { computeModels } from "./azure/compute";
import { networkModels } from "./azure/network";
import { logicModels } from "./azure/logic";
import { azureFaults } from "./azure/crossChecks";
import { dockerModels } from "./docker/models";
import { dockerFaults } from "./docker/crossChecks";
import { kubernetesModels } from "./kubernetes/models";
import { kubernetesFaults } from "./kubernetes/crossChecks";
import type { Inputs, ResourceModel, CrossCheck } from "./model";
import { randomModels } from "./random";
import { tlsModels } from "./tls";

/** Every resource type that the simulator knows. A type that is not here is refused. */
export const models: Readonly<Record<string, ResourceModel>> = {
  ...authorizationModels,
  ...containerserviceModels,
  ...consumptionModels,
  ...computeModels,
  ...networkModels,
  ...dockerModels,
  ...logicModels,
  ...kubernetesModels,
  ...randomModels,
  ...tlsModels,
};

const calls: Readonly<Record<string, (inputs: Inputs) => Inputs>> = {
  "azure-native:authorization:getClientConfig": clientConfig,
  "azure-native:authorization:getClientToken": clientToken,
  "azure-native:containerservice:listManagedClusterUserCredentials": userCredentials,
};

/** Answers a provider function, or nothing if the simulator does not know it. */
export function invoke(token: string, inputs: Inputs): Inputs | undefined {
  return calls[token]?.(inputs);
}

export const crossChecks: readonly CrossCheck[] = [azureFaults, dockerFaults, kubernetesFaults];
