import { CannotTell } from "../../cannotTell";
import type { Context } from "../../context";

/**
 * Web address of the project's guide: that of git's remote `origin`, without a login in it, and of the guide's folder where it is known how the
 * host addresses folders.
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
  return host && path && `https://${host}/${path.replace(/\.git$/, "")}${folderOf[host] ?? ""}`;
}

/** Behind a project's address, its guide on the default branch, whatever its name. */
const folderOf: Readonly<Record<string, string>> = {
  "github.com": "/tree/HEAD/guide",
  "gitlab.com": "/-/tree/HEAD/guide",
};
