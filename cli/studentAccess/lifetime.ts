import { pulumiCommand } from "../../config/commands";
import { existingStack } from "../../config/existingStack";
import { instant } from "../../config/kinds/time";
import { durationText, parseDuration } from "../../lib/duration";
import { UserError } from "../../lib/userError";

export interface LifetimeOptions {
  /** A duration: `8h`. */
  readonly lifetime: string | undefined;
  /** Until the stack's `endsAt`. */
  readonly "until-end": boolean;
  readonly stack: string;
}

/** The API server gives no token for less (kubernetes.io, "TokenRequest", `expirationSeconds`). */
const shortestSeconds = 600;
const longestSeconds = 365 * 86_400;
const allowed = `allowed is a time from ${durationText(shortestSeconds)} to ${durationText(longestSeconds)}, such as 90m, 8h or 2d`;

/**
 * How long kubeconfigs are to work, in seconds; `undefined` if they are not to end by themselves.
 *
 * @param folder the project's
 * @param now milliseconds since 1970
 * @throws UserError, ConfigError
 */
export function lifetimeSeconds(options: LifetimeOptions, folder: string, now: number): number | undefined {
  const { lifetime, "until-end": untilEnd, stack } = options;
  if (lifetime !== undefined && untilEnd)
    throw new UserError("--lifetime and --until-end exclude each other: give one.");
  if (lifetime !== undefined) return checked(parseDuration(lifetime), `--lifetime ${lifetime}`);
  if (!untilEnd) return undefined;
  const { endsAt } = existingStack(stack, folder).config;
  if (endsAt === undefined) {
    throw new UserError(
      `--until-end: the stack ${stack} has no endsAt. Give --lifetime, such as 8h, or set it: ${setEnd(stack)}`,
    );
  }
  const seconds = Math.floor((Date.parse(endsAt) - now) / 1000);
  if (seconds <= 0)
    throw new UserError(
      `--until-end: endsAt of the stack ${stack} is over: ${endsAt}. Set a later one: ${setEnd(stack)}`,
    );
  return checked(seconds, `--until-end: endsAt is ${endsAt}, in ${durationText(seconds)}`);
}

function setEnd(stack: string): string {
  return `\`${pulumiCommand(stack, ["config", "set", "endsAt"])} <${instant.placeholder}>\``;
}

function checked(seconds: number | undefined, what: string): number {
  if (seconds !== undefined && seconds >= shortestSeconds && seconds <= longestSeconds) return seconds;
  throw new UserError(`${what}: ${allowed}.`);
}
