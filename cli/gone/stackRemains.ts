import { defaultStack, localStack } from "../../config/stacks";
import { downEverythingCommand } from "../../config/commands";
import { UserError } from "../../lib/userError";
import type { StateResource } from "../commands/local/state/deployment";
import { onLocalState } from "../commands/local/stack";
import { LocalState } from "../commands/local/state/localState";
import type { Context } from "../context";
import { isReal, readStackState } from "../pulumi/stackState";
import type { Remains } from "./outcome";

/** What Pulumi knows of a stack, or why it cannot be asked. */
export interface KnownState {
  readonly resources: readonly StateResource[];
  readonly unanswered: readonly string[];
}

/** @param stack that of the local lab has a state of its own, in a folder of the project */
export async function knownState(context: Context, stack: string): Promise<KnownState> {
  try {
    const resources = await resourcesIn(context, stack);
    return { resources: (resources ?? []).filter(isReal), unanswered: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { resources: [], unanswered: [`${error.message} So what Pulumi's state still has is not known.`] };
  }
}

async function resourcesIn(context: Context, stack: string): Promise<readonly StateResource[] | undefined> {
  if (stack !== localStack) return readStackState(context.pulumi, stack);
  if (!new LocalState(context.folder).exists()) return undefined;
  return onLocalState(context, (pulumi) => readStackState(pulumi, stack));
}

export function stateRemains({ resources }: KnownState, stack: string): Remains["state"] {
  if (resources.length === 0) return null;
  return {
    resources: resources.length,
    command: downEverythingCommand(stack === defaultStack ? [] : ["--stack", stack]),
  };
}
