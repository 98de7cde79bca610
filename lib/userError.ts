import { RunError } from "@pulumi/pulumi/errors";

/**
 * A fault that the user can fix. Its message says what is wrong, where, what is allowed and the command that fixes it, so
 * nobody needs a stack trace: the command line prints the message alone, and so does Pulumi, to which it is a `RunError`.
 */
export class UserError extends RunError {
  /** Exit code of a command that ends in it: 1 for no or refused, 2 if the command cannot tell. */
  readonly exitCode: 1 | 2 = 1;
}
