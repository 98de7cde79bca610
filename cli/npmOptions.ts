import type { AnyCommand } from "./command";
import type { Environment } from "./context";

/**
 * Without `--` before them, npm takes options as its own, and the lab would silently do something else.
 *
 * @returns what to say if npm did so with options of these commands
 */
export function swallowedOptions(env: Environment, commands: readonly AnyCommand[]): string | undefined {
  const script = env["npm_lifecycle_event"];
  const names = [...new Set(commands.flatMap(({ options }) => Object.keys(options)))];
  const swallowed = names
    .filter((name) => env[`npm_config_${name.replaceAll("-", "_")}`] !== undefined)
    .map((name) => `--${name}`);
  if (script === undefined || swallowed.length === 0) return undefined;
  const npm = script === "start" ? "npm start" : `npm run ${script}`;
  return (
    `npm took ${swallowed.join(" and ")} as its own. Put -- before the lab's options: ${npm} -- ${swallowed[0]} …\n` +
    `In PowerShell put it in quotes: ${npm} '--' …\n`
  );
}
