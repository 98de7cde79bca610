import type { ExitCode } from "../../command";
import type { Context } from "../../context";
import { dockerEnvironment } from "../../docker/reach";

/**
 * Runs the Pulumi CLI that `npm ci` installed, where the user is logged in, on the Docker of the `docker` command. The `pulumi`
 * command of npm would end at the first Ctrl+C, and on Windows take Pulumi along in the middle of its work.
 *
 * @returns its exit code
 */
export async function runPulumi({ docker, env, pulumi }: Context, args: readonly string[]): Promise<ExitCode> {
  const { code } = await pulumi.run(args, "shown", { ...env, ...dockerEnvironment(docker.host()) });
  return code;
}
