import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { patientRename } from "../../../lib/patientRename";
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
  const isNew = !existsSync(out);
  let part: string | undefined;
  const moved: string[] = [];
  try {
    if (isNew) makeOut(out);
    // In the folder itself, which git ignores: what a killed run leaves has secrets, too.
    part = mkdtempSync(join(out, ".part-"));
    for (const [name, files] of Object.entries(folders)) writeFiles(join(part, name), files);
    writeFiles(join(part, "beside"), beside);
    for (const name of Object.keys(folders)) {
      patientRename(join(part, name), join(out, name));
      moved.push(name);
    }
    for (const name of Object.keys(beside)) patientRename(join(part, "beside", name), join(out, name));
  } catch (error) {
    for (const name of isNew ? [""] : moved) rmSync(join(out, name), { recursive: true, force: true });
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`--out ${out}: ${path ?? "it"} cannot be written (${code}). Name another folder.`);
  } finally {
    if (part !== undefined) rmSync(part, { recursive: true, force: true });
  }
}

function makeOut(out: string): void {
  mkdirSync(out, { recursive: true, mode: 0o700 });
  writeFileSync(join(out, ".gitignore"), "*\n");
}

function writeFiles(folder: string, files: Files): void {
  mkdirSync(folder, { mode: 0o700 });
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), text, { mode: 0o600, flag: "wx" });
}
