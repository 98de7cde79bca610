/**
 * Tries the project with the newest packages, in a copy that is deleted at the end, and says what broke: `npm run newest`. It ends with 1
 * if something did.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyTracked } from "../../tests/tracked";
import { type Failure, type Run, failingChecks, withCulprits } from "./checks";
import { type Lock, type Manifest, type Move, movesBetween, namesIn, newest } from "./packages";
import { reportOf } from "./report";

/** A copy of the project, and what runs commands in it. */
function copyProject(parent: string): { folder: string; run: Run } {
  const folder = mkdtempSync(join(parent, "copy-"));
  copyTracked(".", folder);
  const run: Run = ([program = "", ...args]) => {
    console.log(`$ ${[program, ...args].join(" ")}`);
    // npm and npx are scripts on Windows, which only a shell starts. No argument here needs quoting.
    const shell = process.platform === "win32";
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: folder,
      shell,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    return { succeeded: status === 0, output: `${stdout}${stderr}` };
  };
  return { folder, run };
}

function read<T>(folder: string, file: string): T {
  return JSON.parse(readFileSync(join(folder, file), "utf8")) as T;
}

/** What moves and breaks if all packages are the newest ones. */
function tryNewest(parent: string): { moves: Move[]; failures: Failure[] } {
  const { folder, run } = copyProject(parent);
  const [manifest, before] = [read<Manifest>(folder, "package.json"), read<Lock>(folder, "package-lock.json")];
  // `update` moves those in range, and what they depend on.
  for (const command of [
    ["npm", "update"],
    ["npm", "install", ...newest(manifest)],
  ]) {
    const { succeeded, output } = run(command);
    if (!succeeded) return { moves: [], failures: [{ check: command.slice(0, 2).join(" "), output, culprits: [] }] };
  }
  const moves = movesBetween(before, read(folder, "package-lock.json"), namesIn(manifest));
  const failures = failingChecks(run);
  const alone = failures.length === 0 ? [] : moves;
  return { moves, failures: withCulprits(failures, alone, (move) => runWith(parent, move)) };
}

function runWith(parent: string, { name, to }: Move): Run | undefined {
  const { run } = copyProject(parent);
  return run(["npm", "ci"]).succeeded && run(["npm", "install", `${name}@${to}`]).succeeded ? run : undefined;
}

const parent = mkdtempSync(join(tmpdir(), "lab-newest-"));
try {
  const { moves, failures } = tryNewest(parent);
  const report = reportOf(moves, failures);
  console.log(report);
  const summary = process.env["GITHUB_STEP_SUMMARY"];
  if (summary !== undefined) appendFileSync(summary, report);
  process.exitCode = failures.length > 0 ? 1 : 0;
} finally {
  rmSync(parent, { recursive: true });
}
