import { localStack } from "../../config";
import { upCommand } from "../../config/commands";
import { existingStack } from "../../config/existingStack";
import { UserError } from "../../lib/userError";
import { fileOfContext } from "../commands/local/kubeContext";
import { onLocalState } from "../commands/local/stack";
import type { Context } from "../context";
import type { PulumiCli } from "../pulumi/cli";
import { outputOf } from "../pulumi/output";
import type { Access } from "./kubeconfig";

/** Outputs of a stack's last `pulumi up` that commands use; each is there only if the stack has it. */
export interface StackOutputs {
  /** Where the app answers, or why it does not yet. */
  readonly appUrl?: string;
  /** The administrator's. */
  readonly kubeconfig?: string;
  /** Each student's kubeconfig by label. */
  readonly students?: Readonly<Record<string, string>>;
  /** Login server of the registry. */
  readonly registry?: string;
  /** On Azure with students: id of the registry. */
  readonly registryId?: string;
  /** On Docker: each student's password for the registry, by label. */
  readonly registryPasswords?: Readonly<Record<string, string>>;
}

/** @throws UserError if Pulumi has no such stack, after Pulumi has said so */
export function stackOutputs(context: Context, stack: string): Promise<StackOutputs> {
  const read = (pulumi: PulumiCli) => readOutputs(pulumi, stack);
  return stack === localStack ? onLocalState(context, read) : read(context.pulumi);
}

/** The same by a Pulumi CLI that is on the stack's state already. */
export async function readOutputs(pulumi: PulumiCli, stack: string): Promise<StackOutputs> {
  const command = ["stack", "output", "--json", "--show-secrets", "--stack", stack];
  return JSON.parse(await outputOf(pulumi, command)) as StackOutputs;
}

/**
 * The administrator's access to a stack's cluster: the kubeconfig among its outputs, or for a cluster that the lab did not
 * create, the user's own context.
 *
 * @throws UserError if the stack has no cluster; ConfigError
 */
export function administratorOf({ folder, env }: Context, stack: string, { kubeconfig: own }: StackOutputs): Access {
  if (own !== undefined) return { kubeconfig: own };
  const { kubeContext, kubeconfig } = existingStack(stack, folder).config;
  if (kubeContext !== undefined) {
    return { file: fileOfContext(kubeContext, { folder, env, kubeconfig }), context: kubeContext };
  }
  throw new UserError(`The stack ${stack} has no cluster yet. Bring it up: \`${upCommand(stack)}\`.`);
}
