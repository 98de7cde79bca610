import { RunError } from "@pulumi/pulumi/errors";

/**
 * What a provider should have told once the resource is there. Where it did not, Pulumi's state is behind.
 *
 * @param problem Sentence without its full stop, such as `Azure tells no identity for the Docker host yet`.
 * @throws RunError with the way out
 */
export function requireOutput(value: string | undefined, problem: string): string {
  if (value !== undefined && value !== "") return value;
  throw new RunError(`${problem}. Run \`pulumi refresh\`, then \`pulumi up\` again.`);
}
