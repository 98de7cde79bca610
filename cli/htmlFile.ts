import { writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { patientRename } from "../lib/patientRename";
import { statOf } from "../lib/statOf";
import { UserError } from "../lib/userError";

/**
 * The path of a page that a command will write. It is asked for before the command's work, after which a refusal would come late.
 *
 * @param file as on the command line
 * @throws UserError if that is a folder, in a folder that is not there, or named like something else than a page
 */
export function htmlFileOf(file: string, workingFolder: string): string {
  const path = resolve(workingFolder, file);
  if (statOf(path)?.isDirectory()) throw new UserError(`--html ${file}: that is a folder. Name a file.`);
  if (!/\.html?$/i.test(file)) throw new UserError(`--html ${file}: the name must end in .html, such as lab.html.`);
  if (!statOf(dirname(path))?.isDirectory())
    throw new UserError(`--html ${file}: there is no folder ${dirname(path)}.`);
  return path;
}

/** Writes a page as a whole, over an older one. @throws UserError if it cannot be written */
export function writeHtml(path: string, text: string): void {
  try {
    writeFileSync(`${path}.part`, text);
    patientRename(`${path}.part`, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`--html ${path}: it cannot be written (${code}). Name another file.`);
  }
}
