import type * as containerregistry from "@pulumi/azure-native/containerregistry";
import type { Unwrap } from "@pulumi/pulumi";
import { registryTokenName } from "../../facts/azure/registry";
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
  "azure-native:containerregistry:ScopeMap": armResource<containerregistry.ScopeMapArgs>({
    type: `${registryType}/scopeMaps`,
    nameProperty: "scopeMapName",
    parentProperty: "registryName",
    nameRule: registryTokenName.pattern,
    check: ({ actions }) => (actions ?? []).flatMap(actionFaults),
  }),
  "azure-native:containerregistry:Token": armResource<containerregistry.TokenArgs>({
    type: `${registryType}/tokens`,
    nameProperty: "tokenName",
    parentProperty: "registryName",
    nameRule: registryTokenName.pattern,
    check: ({ scopeMapId, credentials }) =>
      faultsOf(
        [scopeMapId === undefined, "without a scope map a token may do nothing"],
        [
          credentials?.passwords !== undefined,
          "Azure generates a token's passwords, by generateCredentials; it takes none from a template",
        ],
      ),
  }),
};

/** What a scope map may allow (MicrosoftDocs/azure-management-docs, `container-registry-token-based-repository-permissions.md`, 2025-05). */
const rights = ["content/delete", "content/read", "content/write", "metadata/read", "metadata/write"];

function actionFaults(action: string): string[] {
  const [, repository = "", right = ""] = /^repositories\/(.+)\/([a-z]+\/[a-z]+)$/.exec(action) ?? [];
  const stars = repository.split("*").length - 1;
  return faultsOf(
    [!rights.includes(right), `${action} is not repositories/<name>/ and one of ${rights.join(", ")}`],
    [
      stars > 1 || (stars === 1 && repository !== "*" && !repository.endsWith("/*")),
      `a wildcard ends the repository's name, as in kim/*: ${action}`,
    ],
  );
}

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
