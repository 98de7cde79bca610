import { CannotTell } from "../../cannotTell";
import type { Context } from "../../context";

/**
 * Web address of the project, where its guide can be read: that of git's remote `origin`, without a login in it.
 *
 * @returns `undefined` without git, without a remote, or with one that is a folder
 */
export async function guideAddress({ run, folder, env }: Pick<Context, "run" | "folder" | "env">) {
  try {
    const { code, stdout } = await run("git", ["-C", folder, "remote", "get-url", "origin"], env);
    return code === 0 ? webAddress(stdout.trim()) : undefined;
  } catch (error) {
    if (error instanceof CannotTell) return undefined;
    throw error;
  }
}

/** Of `https://host/owner/name.git`, `ssh://git@host/owner/name` and `git@host:owner/name.git` (git-fetch, "GIT URLS"). */
function webAddress(remote: string): string | undefined {
  const [, host, path] =
    /^https?:\/\/(?:[^@/]*@)?([^/]+)\/(.+)$/.exec(remote) ??
    /^ssh:\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/.exec(remote) ??
    /^[^@/\\:]+@([^/:]+):(?!\/\/)(.+)$/.exec(remote) ??
    [];
  return host && path && `https://${host}/${path.replace(/\.git$/, "")}`;
}
