import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

const root = join(__dirname, "..");

const known = new Map<string, string[]>();

/**
 * The project's own files in a folder, without what its user made there, such as `host/.env` or `students.txt`.
 *
 * Git knows them. In a copy without git (a downloaded archive) these are the files that `.gitignore` does not name.
 *
 * @param folder path from the project's root, such as `host`
 * @returns paths from that folder with `/` between their parts, sorted
 */
export function trackedFiles(folder: string): string[] {
  const files = known.get(folder) ?? filesIn(join(root, folder));
  known.set(folder, files);
  return files;
}

/** Copies the project's own files in a folder of the project to another place. Modes are kept. */
export function copyTracked(folder: string, to: string): void {
  for (const file of trackedFiles(folder)) cpSync(join(root, folder, file), join(to, file));
}

/** The same with every line of a text file ended by CR and LF, as `pulumi new` writes a template on Windows. */
export function copyWithCrlf(folder: string, to: string): void {
  for (const file of trackedFiles(folder)) {
    const content = readFileSync(join(root, folder, file));
    const text = content.includes(0) ? content : content.toString("latin1").replace(/\r?\n/g, "\r\n");
    mkdirSync(dirname(join(to, file)), { recursive: true });
    writeFileSync(join(to, file), text, { encoding: "latin1", mode: statSync(join(root, folder, file)).mode });
  }
}

/** @param folder an absolute path */
export function filesIn(folder: string): string[] {
  const { status, stdout } = spawnSync("git", ["ls-files", "-z"], { cwd: folder, env: gitEnv(), encoding: "utf8" });
  // A copy of the project inside another repository has no tracked file.
  const tracked = status === 0 ? stdout.split("\0").filter((file) => file !== "") : [];
  const files = tracked.length > 0 ? tracked : withoutIgnored(allFiles(folder));
  return files.filter((file) => existsSync(join(folder, file))).sort();
}

/** Git sets variables for its hooks, which would direct every git command to the hook's repository. */
export function gitEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));
}

function allFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

/** Only the plain names in `.gitignore` count here; its patterns are about files at the root. */
function withoutIgnored(files: readonly string[]): string[] {
  const lines = readFileSync(join(root, ".gitignore"), "utf8").split(/\r?\n/);
  const ignored = new Set([".git", ...lines.map((line) => line.replace(/\/$/, ""))]);
  return files.filter((file) => !file.split("/").some((part) => ignored.has(part)));
}
