import { pulumiCommand, upCommand } from "../../config/commands";
import { UserError } from "../../lib/userError";
import type { Context } from "../context";
import { type StackOutputs, administratorOf } from "../kubernetes/stackAccess";
import { type LifetimeOptions, lifetimeSeconds } from "./lifetime";
import { endText, withEndingTokens } from "./tokens";

export type { LifetimeOptions } from "./lifetime";

export interface StudentKubeconfigs {
  /** By label. */
  readonly kubeconfigs: Readonly<Record<string, string>>;
  /** What to say of their end, in lines. */
  readonly endLines: readonly string[];
  /** The same for `--json`. */
  readonly end: { readonly endsAt?: string; readonly shortened?: boolean };
}

/** Each student's lasting kubeconfig by label, an output of the stack's last `pulumi up`. @throws UserError if it has none */
export function lastingKubeconfigs({ students }: StackOutputs, stack: string): Readonly<Record<string, string>> {
  if (students !== undefined) return students;
  const name = pulumiCommand(stack, ["config", "set", "studentsFile", "students.txt"]);
  throw new UserError(`The stack ${stack} has no students. Name them, \`${name}\`, then \`${upCommand(stack)}\`.`);
}

/**
 * The time that the options give kubeconfigs, in seconds, and a function that gives it to them. The options are checked at once;
 * the cluster is asked later, and only for kubeconfigs that end.
 *
 * @throws UserError, ConfigError
 */
export function lifetimeOf(context: Context, options: LifetimeOptions) {
  const now = Date.now();
  const seconds = lifetimeSeconds(options, context.folder, now);
  return async (lasting: Readonly<Record<string, string>>, outputs: StackOutputs): Promise<StudentKubeconfigs> => {
    if (seconds === undefined) return { kubeconfigs: lasting, endLines: [], end: {} };
    const api = await context.kubernetes.connect(administratorOf(context, options.stack, outputs));
    const ending = await withEndingTokens({ api, stack: options.stack }, lasting, seconds, now);
    const { kubeconfigs, endsAt, shortenedTo } = ending;
    const end = { endsAt, shortened: shortenedTo !== undefined };
    return { kubeconfigs, endLines: endText(ending, seconds), end };
  };
}
