import { statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UserError } from "../../../../lib/userError";

/**
 * The path of the page, which can be written as far as one can see beforehand: after a drill it would be late to say no.
 *
 * @param file as on the command line
 * @throws UserError if its folder is not there, or it is a folder itself
 */
export function checkHtmlFile(file: string | undefined, workingFolder: string): string | undefined {
  if (file === undefined) return undefined;
  const path = resolve(workingFolder, file);
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  if (folder?.isDirectory() !== true) throw new UserError(`--html ${file}: there is no folder ${dirname(path)}.`);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new UserError(`--html ${file}: that is a folder. Name a file.`);
  }
  return path;
}

/** @throws UserError if it cannot be written */
export function writeHtml(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UserError(`--html ${path}: it cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}
