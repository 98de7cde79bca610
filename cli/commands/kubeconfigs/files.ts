import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { patientRename } from "../../../lib/patientRename";
import { UserError } from "../../../lib/userError";
import type { Environment } from "../../context";

export interface WrittenKubeconfigs {
  readonly labels: readonly string[];
  /** Files of the same kind that are not of this class, perhaps of students who have left. */
  readonly others: readonly string[];
}

/**
 * Writes a file `<label>.yaml` for each student, mode 0600. Each is written as a whole or not at all. A folder that it makes
 * is closed to others and ignored by git.
 *
 * @throws UserError if the folder cannot be written to
 */
export function writeKubeconfigs(folder: string, kubeconfigs: Readonly<Record<string, string>>): WrittenKubeconfigs {
  const labels = Object.keys(kubeconfigs);
  try {
    makeFolder(folder);
    for (const label of labels) {
      const part = join(folder, `.${label}.part`);
      // A file that an earlier run left may be open to others.
      rmSync(part, { force: true });
      writeFileSync(part, kubeconfigs[label]!, { mode: 0o600, flag: "wx" });
      patientRename(part, join(folder, fileOf(label)));
    }
    const others = readdirSync(folder).filter((file) => file.endsWith(".yaml") && !labels.map(fileOf).includes(file));
    return { labels, others: others.sort() };
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const way =
      code === "EBUSY" ? "Another program holds it, such as an editor or a virus scanner: close that, or name" : "Name";
    throw new UserError(`--out ${folder}: ${path ?? "it"} cannot be written (${code}). ${way} another folder.`);
  }
}

/** Whether git would take a file of a folder into its next commit, as far as is known here. */
export function isOpenToGit(folder: string, file: string, env: Environment): boolean {
  // It ends with 0 for a file that is ignored, with 1 for one that is not, and with 128 outside of a checkout.
  return spawnSync("git", ["-C", folder, "check-ignore", "--quiet", file], { env: { ...env } }).status === 1;
}

export function fileOf(label: string): string {
  return `${label}.yaml`;
}

function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (statSync(folder).isDirectory()) return;
    throw new UserError(`--out ${folder}: that is a file. Name a folder.`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, ".gitignore"), "*\n");
}
