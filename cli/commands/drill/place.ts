import { existingStack } from "../../../config/existingStack";
import { UserError } from "../../../lib/userError";
import { upCommand } from "../../../config/commands";
import type { StackOutputs } from "../../kubernetes/stackAccess";
import type { Place } from "./losses/modes";

/** Where a stack's nodes are, by its configuration. @throws ConfigError */
export function placeOf(stack: string, folder: string): { readonly project: string; readonly place: Place } {
  const { project, config } = existingStack(stack, folder);
  const { target, kubeContext } = config;
  if (target === "azure") return { project, place: "aks" };
  return { project, place: kubeContext === undefined ? "docker" : "other" };
}

/** The page that the load asks for. @throws UserError if the stack has none */
export function pageOf({ appUrl }: StackOutputs, stack: string): string {
  if (appUrl !== undefined && URL.canParse(appUrl) && appUrl.startsWith("http")) return appUrl;
  const reason = appUrl === undefined ? "has no appUrl yet" : `has no address for its app: ${appUrl}`;
  throw new UserError(`The stack ${stack} ${reason}. Bring it up first: \`${upCommand(stack)}\`.`);
}
