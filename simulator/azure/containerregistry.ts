import type * as containerregistry from "@pulumi/azure-native/containerregistry";
import type { ResourceModel } from "../model";
import { armResource } from "./arm";

export const containerregistryModels: Record<string, ResourceModel> = {
  "azure-native:containerregistry:Registry": armResource<containerregistry.RegistryArgs>({
    type: "Microsoft.ContainerRegistry/registries",
    nameProperty: "registryName",
    nameRule: /^[a-zA-Z0-9]{5,50}$/,
    outputs: ({ resourceName }) => ({ loginServer: `${resourceName.toLowerCase()}.azurecr.io` }),
  }),
};
