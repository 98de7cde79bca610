import { authorizationFunctions, authorizationModels } from "./azure/authorization";
import { computeFunctions, computeModels } from "./azure/compute";
import { consumptionModels } from "./azure/consumption";
import { containerregistryFunctions, containerregistryModels } from "./azure/containerregistry";
import { containerserviceFunctions, containerserviceModels } from "./azure/containerservice";
import { azureFaults } from "./azure/crossChecks";
import { devtestlabModels } from "./azure/devtestlab";
import { logicFunctions, logicModels } from "./azure/logic";
import { networkModels } from "./azure/network";
import { resourcesModels } from "./azure/resources";
import { containerModels } from "./docker/container";
import { dockerFaults } from "./docker/crossChecks";
import { imageModels } from "./docker/image";
import { networkModels as dockerNetworkModels } from "./docker/network";
import { remoteImageModels } from "./docker/remoteImage";
import { volumeModels } from "./docker/volume";
import { admissionregistrationModels } from "./kubernetes/admissionregistration";
import { appsModels } from "./kubernetes/apps";
import { coreModels } from "./kubernetes/core";
import { kubernetesFaults } from "./kubernetes/crossChecks";
import { networkingModels } from "./kubernetes/networking";
import { policyModels } from "./kubernetes/policy";
import { providerModels } from "./kubernetes/provider";
import { rbacModels } from "./kubernetes/rbac";
import type { CrossCheck, Inputs, ProviderFunction, ResourceModel, SimulatedResource } from "./model";
import { randomModels } from "./random";
import { tlsModels } from "./tls";

/** Every resource type that has a model. One file for each module of a provider, as in the type token. */
export const models: Readonly<Record<string, ResourceModel>> = {
  ...authorizationModels,
  ...computeModels,
  ...consumptionModels,
  ...containerregistryModels,
  ...containerserviceModels,
  ...devtestlabModels,
  ...logicModels,
  ...networkModels,
  ...resourcesModels,
  ...containerModels,
  ...imageModels,
  ...dockerNetworkModels,
  ...remoteImageModels,
  ...volumeModels,
  ...admissionregistrationModels,
  ...appsModels,
  ...coreModels,
  ...networkingModels,
  ...policyModels,
  ...providerModels,
  ...rbacModels,
  ...randomModels,
  ...tlsModels,
};

const functions: Readonly<Record<string, ProviderFunction>> = {
  ...authorizationFunctions,
  ...computeFunctions,
  ...containerregistryFunctions,
  ...containerserviceFunctions,
  ...logicFunctions,
};

/** Answers a provider function, or nothing if the simulator does not know it. */
export function invoke(token: string, inputs: Inputs, existing: readonly SimulatedResource[]): Inputs | undefined {
  return functions[token]?.(inputs, existing);
}

export const crossChecks: readonly CrossCheck[] = [azureFaults, dockerFaults, kubernetesFaults];
