import type * as containerregistry from "@pulumi/azure-native/containerregistry";
import type { ProviderFunction, ResourceModel } from "../model";
import { armResource, getFunction } from "./arm";

const registryType = "Microsoft.ContainerRegistry/registries";

export const containerregistryFunctions: Record<string, ProviderFunction> = {
  "azure-native:containerregistry:getRegistry": getFunction(registryType, "registryName"),
};

export const containerregistryModels: Record<string, ResourceModel> = {
  "azure-native:containerregistry:Registry": armResource<containerregistry.RegistryArgs>({
    type: registryType,
    nameProperty: "registryName",
    nameRule: /^[a-zA-Z0-9]{5,50}$/,
    outputs: ({ resourceName }) => ({ loginServer: `${resourceName.toLowerCase()}.azurecr.io` }),
  }),
};
