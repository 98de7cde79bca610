import { win32 } from "node:path";
import type { Context } from "./context";

/**
 * What to say of a folder with secrets. Elsewhere its mode closes it to others; on Windows it has the rights of the folder that
 * it is in, and only those of the user's profile keep others out.
 *
 * @param folder an absolute path
 */
export function openFolderWarning(
  folder: string,
  { system, env }: Pick<Context, "system" | "env">,
): string | undefined {
  const profile = env["USERPROFILE"];
  if (system !== "windows" || profile === undefined) return undefined;
  const way = win32.relative(profile, folder);
  const inside = way.split("\\")[0] !== ".." && !win32.isAbsolute(way);
  return inside
    ? undefined
    : `${folder} is outside of ${profile}: other users of this machine may be able to read what is in it.`;
}

/** Writes it to standard error, if there is something to say. */
export function noteOpenFolder(folder: string, context: Pick<Context, "system" | "env" | "output">): void {
  const warning = openFolderWarning(folder, context);
  if (warning !== undefined) context.output.err(`${warning}\n`);
}
