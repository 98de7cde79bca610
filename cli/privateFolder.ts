import { spawnSync } from "node:child_process";
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

/**
 * Says to standard error if git would take a file of a folder along: not ignored in a checkout, of whatever project.
 *
 * @param out the folder as the user named it
 */
export function noteOpenToGit(
  folder: string,
  file: string,
  out: string,
  { env, output }: Pick<Context, "env" | "output">,
): void {
  // It ends with 0 for a file that is ignored, with 1 for one that is not, and with 128 outside of a checkout.
  const { status } = spawnSync("git", ["-C", folder, "check-ignore", "--quiet", file], { env: { ...env } });
  if (status !== 1) return;
  output.err(
    `Git does not ignore the files in ${out}, and each is as good as a password: the next \`git add\` would take them along. Name ` +
      "a folder that is not there yet, which git will ignore.\n",
  );
}
