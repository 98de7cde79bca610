import { createHash } from "node:crypto";
import { type Request, faultsOf } from "../model";

/** Names that Docker accepts for containers and volumes. */
const nameRule = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** Without a name the provider generates one, as azure-native does. */
export function nameOf({ inputs, name, randomSuffix }: Request): string {
  return (inputs["name"] as string | undefined) ?? `${name}-${randomSuffix.slice(0, 7)}`;
}

export function nameFaults(name: string): string[] {
  return faultsOf([
    !nameRule.test(name),
    `Docker does not accept this name: ${JSON.stringify(name)} does not match /${nameRule.source}/`,
  ]);
}

/** Ids of containers and networks. */
export function hexId({ urn }: Request): string {
  return createHash("sha256").update(urn).digest("hex");
}
