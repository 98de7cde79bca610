import type * as containerregistry from "@pulumi/azure-native/containerregistry";
import type { Unwrap } from "@pulumi/pulumi";
import { type ProviderFunction, type ResourceModel, faultsOf } from "../model";
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
  "azure-native:containerregistry:CacheRule": armResource<containerregistry.CacheRuleArgs>({
    type: `${registryType}/cacheRules`,
    nameProperty: "cacheRuleName",
    parentProperty: "registryName",
    nameRule: /^[a-zA-Z0-9-]{5,50}$/,
    check: ruleFaults,
  }),
};

/** Registries from which Azure fetches without credentials (MicrosoftDocs/azure-management-docs, `artifact-cache-overview.md`, 2025-05). */
const openSources = ["mcr.microsoft.com", "public.ecr.aws"];

function ruleFaults({
  sourceRepository = "",
  targetRepository = "",
  credentialSetResourceId,
}: Partial<Unwrap<containerregistry.CacheRuleArgs>>): string[] {
  const [host = ""] = sourceRepository.split("/");
  const isWild = (repository: string) => repository.endsWith("/*");
  return faultsOf(
    [
      credentialSetResourceId === undefined && !openSources.includes(host),
      `Azure fetches from ${host} with credentials only; without it does from ${openSources.join(" and ")}`,
    ],
    [isWild(sourceRepository) !== isWild(targetRepository), "source and target must both end in /*, or neither"],
  );
}
