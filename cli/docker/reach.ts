import { CannotTell } from "../cannotTell";
import type { Context, Environment } from "../context";
import { UserError } from "../../lib/userError";
import { type System, adviceFor } from "./advice";
import type { Engine } from "./engine";

/** What is on this machine's Docker, and how a program that is started reaches the same one. */
export interface ReachedEngine {
  readonly host: string | undefined;
  readonly engine: Engine;
}

/**
 * Looks at the Docker that the `docker` command talks to.
 *
 * @throws CannotTell if none answers; UserError if it is on another machine, where the lab's ports would be
 */
export async function reachEngine({ docker, system }: Pick<Context, "docker" | "system">): Promise<ReachedEngine> {
  const host = docker.host();
  if (host !== undefined && !isHere(host)) {
    throw new UserError(
      `Docker is on another machine (${host}), and so would be the ports of the lab. Name one that is here: ` +
        "`docker context use default`, or unset DOCKER_HOST.",
    );
  }
  try {
    return { host, engine: await docker.read(host) };
  } catch (error) {
    throw new CannotTell(unreachable(error as NodeJS.ErrnoException, host ?? "its default address", system));
  }
}

/** Makes Pulumi's provider talk to a Docker, whatever the `docker` command's context. */
export function dockerEnvironment(host: string | undefined): Environment {
  return host === undefined ? {} : { DOCKER_HOST: host };
}

function isHere(host: string): boolean {
  return /^(unix|npipe):/.test(host) || /^(tcp|https?):\/\/(localhost|127(\.\d+){3}|\[::1\])(:|\/|$)/.test(host);
}

function unreachable({ code, message }: NodeJS.ErrnoException, where: string, system: System): string {
  const { access, start } = adviceFor(system);
  if (code === "EACCES" || code === "EPERM") return `Docker at ${where} does not let you in. ${access}`;
  const why = code === "ENOENT" || code === "ECONNREFUSED" ? "" : ` (${message})`;
  return `No Docker answers at ${where}${why}. ${start}; \`docker version\` shows when it is there.`;
}
