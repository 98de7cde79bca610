import { isGroup, nameOf, subscriptionOf } from "../azure/ids";
import type { StateResource } from "../commands/local/state/deployment";

/** By what a lab is known on Azure. */
export interface KnownLab {
  /** Value of the tag `lab`. */
  readonly project: string;
  /** Value of the tag `stack`. */
  readonly stack: string;
  /** Ids of resources that Pulumi's state has, or had before it was destroyed. */
  readonly ids: readonly string[];
}

/** Ids of Azure's resources in a state. */
export function azureIds(resources: readonly StateResource[]): string[] {
  return resources
    .filter(({ type }) => type.startsWith("azure-native:"))
    .map(({ id = "" }) => (id.startsWith("subscriptions/") ? `/${id}` : id))
    .filter((id) => id.startsWith("/subscriptions/"));
}

/** Names of the resource groups in the state. A group that only holds one of its resources may be anybody's. */
export function knownGroups({ ids }: KnownLab): string[] {
  return ids.filter(isGroup).map(nameOf);
}

/** Id of the subscription that the state's resources are in; `undefined` if it has none. */
export function knownSubscription(ids: readonly string[]): string | undefined {
  return ids.map(subscriptionOf).find((id) => id !== undefined);
}

/** Whether something carries the tags of a lab. */
export function hasTagsOf(
  { project, stack }: KnownLab,
  tags: Readonly<Record<string, string>> | null | undefined,
): boolean {
  return tags?.["lab"] === project && tags["stack"] === stack;
}
