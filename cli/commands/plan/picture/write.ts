import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { patientRename } from "../../../../lib/patientRename";
import { UserError } from "../../../../lib/userError";
import type { Context } from "../../../context";
import type { Rehearsal } from "../../../rehearse";
import { planPage } from "./page";

/** Writes the page as a whole, over an older one. @throws UserError for a file that is no page, or that cannot be written */
export async function writePage({ workingFolder, output }: Context, file: string, rehearsal: Rehearsal): Promise<void> {
  if (!/\.html?$/i.test(file)) throw new UserError(`--html ${file}: the name must end in .html, such as lab.html.`);
  const path = resolve(workingFolder, file);
  const page = await planPage(rehearsal);
  try {
    writeFileSync(`${path}.part`, page);
    patientRename(`${path}.part`, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`--html ${file}: it cannot be written (${code}). Name another file.`);
  }
  output.err(`The lab's picture is in ${path}.\n`);
}
