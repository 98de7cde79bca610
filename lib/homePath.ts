import { homedir } from "node:os";
import { join } from "node:path";

/** A path that may start with `~`, as in a shell: outside of one, nobody else knows what that is. */
export function homePath(path: string): string {
  const [, rest] = /^~(?:[\\/](.*))?$/s.exec(path) ?? [];
  return path.startsWith("~") && (path === "~" || rest !== undefined) ? join(homedir(), rest ?? "") : path;
}
