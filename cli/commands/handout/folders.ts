import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../../lib/userError";

/** Files by name. */
export type Files = Readonly<Record<string, string>>;

/** What was handed out before stays as it is. @throws UserError if one of the folders is there already */
export function refuseExisting(out: string, names: readonly string[]): void {
  const existing = names.filter((name) => existsSync(join(out, name)));
  if (existing.length === 0) return;
  throw new UserError(`--out ${out}: it has ${existing.join(", ")} already. Remove them, or name another folder.`);
}

/**
 * Writes folders of files, 0700 and 0600, and files beside them: all of it or nothing.
 *
 * @param folders files by folder
 * @throws UserError if they cannot be written
 */
export function writeFolders(out: string, folders: Readonly<Record<string, Files>>, beside: Files): void {
  let part: string | undefined;
  try {
    makeOut(out);
    // Beside its place, so that moving it there is one step.
    part = mkdtempSync(join(dirname(out), ".handout-"));
    for (const [name, files] of Object.entries(folders)) writeFiles(join(part, name), files);
    writeFiles(join(part, "beside"), beside);
    for (const name of Object.keys(folders)) renameSync(join(part, name), join(out, name));
    for (const name of Object.keys(beside)) renameSync(join(part, "beside", name), join(out, name));
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`--out ${out}: ${path ?? "it"} cannot be written (${code}). Name another folder.`);
  } finally {
    if (part !== undefined) rmSync(part, { recursive: true, force: true });
  }
}

function makeOut(out: string): void {
  if (existsSync(out)) return;
  mkdirSync(out, { recursive: true, mode: 0o700 });
  writeFileSync(join(out, ".gitignore"), "*\n");
}

function writeFiles(folder: string, files: Files): void {
  mkdirSync(folder, { mode: 0o700 });
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), text, { mode: 0o600, flag: "wx" });
}
