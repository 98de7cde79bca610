import { UserError } from "../lib/userError";

/** A command has no answer: Docker or the Pulumi CLI is not there. */
export class CannotTell extends UserError {
  override readonly exitCode = 2;
}
