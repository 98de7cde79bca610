import { type RegistryTier, mostRegistryTokens } from "../../facts/azure/registry";
import { type Fault, type SimulatedResource } from "../model";
import { sameId } from "./arm";

const kinds = { Token: "tokens", ScopeMap: "scope maps" };

/** The id of the registry that something is a part of. */
function registryOf(id: string): string {
  return id.replace(/\/(tokens|scopeMaps)\/[^/]+$/i, "");
}

/** What a registry refuses of its tokens and scope maps once it has them all. */
export function registryTokenFaults(resources: readonly SimulatedResource[]): Fault[] {
  return [...tooMany(resources), ...foreignMaps(resources)];
}

function tooMany(resources: readonly SimulatedResource[]): Fault[] {
  const registries = resources.filter(({ type }) => type === "azure-native:containerregistry:Registry");
  return registries.flatMap((registry) =>
    Object.entries(kinds).flatMap(([kind, name]) => {
      const tier = String(registry.inputs["sku"]?.["name"]);
      const most = mostRegistryTokens[tier as RegistryTier] ?? Infinity;
      const count = resources.filter(
        ({ type, id }) => type === `azure-native:containerregistry:${kind}` && sameId(registryOf(id), registry.id),
      ).length;
      const message = `the tier ${tier} holds ${most} ${name}, and there are ${count}`;
      return count > most ? [{ resource: registry, message }] : [];
    }),
  );
}

function foreignMaps(resources: readonly SimulatedResource[]): Fault[] {
  return resources
    .filter(({ type }) => type === "azure-native:containerregistry:Token")
    .filter(({ id, inputs }) => !sameId(registryOf(String(inputs["scopeMapId"] ?? "")), registryOf(id)))
    .map((resource) => ({ resource, message: "its scope map is not one of its own registry" }));
}
