import type { ExitCode } from "../../command";
import type { Context } from "../../context";
import { dockerEnvironment } from "../../docker/reach";
import { programProxies } from "../../docker/proxies";
import { toItsEnd } from "../../pulumi/toItsEnd";

/**
 * Runs the Pulumi CLI that `npm ci` installed, where the user is logged in, on the Docker of the `docker` command. The `pulumi`
 * command of npm would end at the first Ctrl+C, and on Windows take Pulumi along in the middle of its work.
 *
 * @returns its exit code
 */
export async function runPulumi(context: Context, args: readonly string[]): Promise<ExitCode> {
  const { docker, env, pulumi } = context;
  const proxies = await programProxies(context, args);
  const environment = { ...env, ...dockerEnvironment(docker.host()), ...proxies };
  const { code } = await toItsEnd(context, () => pulumi.run(args, "shown", environment));
  return code;
}
