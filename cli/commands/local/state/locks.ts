import { readFileSync, readdirSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { localStack } from "../../../../config/stacks";
import { pulumiCommand } from "../../../../config/commands";
import { UserError } from "../../../../lib/userError";
import type { ProcessList } from "../../../processes";

/** Pulumi's lock of a stack whose state is in files (pulumi/pulumi, pkg/backend/diy/lock.go, v3.248). */
interface Lock {
  readonly path: string;
  readonly pid: number;
  readonly username: string;
  readonly hostname: string;
  readonly timestamp: string;
}

export interface LockTools {
  readonly processes: ProcessList;
  /** Reports a line of progress. */
  readonly say: (line: string) => void;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** How long another run is waited for: longer than any takes that does not hang. */
const patienceMs = 10 * 60_000;
const pauseMs = 500;

/**
 * Waits until no other run has the local stack locked, and removes the locks of runs that were killed.
 *
 * @param pulumiFolder Pulumi's own folder in the state
 * @returns whether another run was waited for
 * @throws UserError if another run does not end, or if it is on another machine; the signal's reason
 */
export async function freeLocks(pulumiFolder: string, tools: LockTools, withinMs = patienceMs): Promise<boolean> {
  const until = Date.now() + withinMs;
  let told = false;
  for (;;) {
    const living = locksIn(pulumiFolder).filter((lock) => !removeDead(lock, tools));
    if (living.length === 0) return told;
    if (Date.now() >= until)
      throw new UserError(
        `Another run is still on (${living.map(ownerOf).join(", ")}). Wait for it or end it, and run the command again.`,
      );
    if (!told) tools.say(`Another run is on (${living.map(ownerOf).join(", ")}). This one begins when that has ended.`);
    told = true;
    await setTimeout(pauseMs, undefined, { signal: tools.signal }).catch(() => tools.signal.throwIfAborted());
  }
}

function locksIn(pulumiFolder: string): Lock[] {
  const folder = join(pulumiFolder, "locks");
  return filesIn(folder)
    .filter((path) => basename(dirname(path)) === localStack && path.endsWith(".json"))
    .flatMap((path) => readLock(path) ?? []);
}

function filesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

/** `undefined` if it has gone meanwhile. One that cannot be read was cut off with its run: then it has no process. */
function readLock(path: string): Lock | undefined {
  const unknown = { path, pid: 0, username: "?", hostname: hostname(), timestamp: "?" };
  try {
    return { ...unknown, ...(JSON.parse(readFileSync(path, "utf8")) as Partial<Lock>) };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? undefined : unknown;
  }
}

/** @throws UserError if nobody here can know */
function removeDead(lock: Lock, { processes, say }: LockTools): boolean {
  if (lock.hostname.toLowerCase() !== hostname().toLowerCase()) throw elsewhere(lock);
  // Ids of processes are given again, so it must also be Pulumi.
  if (lock.pid !== 0 && processes.nameOf(lock.pid)?.startsWith("pulumi")) return false;
  rmSync(lock.path, { force: true });
  say(`Removed the lock of a run that was killed (${ownerOf(lock)}).`);
  return true;
}

function elsewhere(lock: Lock): UserError {
  return new UserError(
    `Another run is on, or was killed, on the machine ${lock.hostname} (${ownerOf(lock)}). If it has ended: ` +
      pulumiCommand(localStack, ["cancel"]),
  );
}

function ownerOf({ pid, username, timestamp }: Lock): string {
  return pid === 0 ? "which one is not known" : `process ${pid} of ${username}, since ${timestamp}`;
}
