import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { localStack } from "../../../../config/stacks";
import { parseJson } from "../../../../lib/json";

/**
 * Takes Pulumi's backup in place of a state that a loss of power left empty or cut off. Pulumi makes the backup of each state
 * before it writes the next (pulumi/pulumi, pkg/backend/diy/state.go, `backupTarget`, v3.248).
 *
 * @returns whether that was done
 */
export function restoreCheckpoint(pulumiFolder: string): boolean {
  const stacks = join(pulumiFolder, "stacks");
  const projects = existsSync(stacks) ? readdirSync(stacks) : [];
  const restored = projects.map((project) => {
    const file = join(stacks, project, `${localStack}.json`);
    if (!existsSync(file) || isWhole(file)) return false;
    const backup = `${file}.bak`;
    if (existsSync(backup) && isWhole(backup)) renameSync(backup, file);
    // It was cut off when the stack was made: then nothing else was.
    else rmSync(file);
    return true;
  });
  return restored.includes(true);
}

function isWhole(file: string): boolean {
  return parseJson(readFileSync(file, "utf8")) !== undefined;
}
