import { renameSync } from "node:fs";

/** What Windows answers while a virus scanner, an indexer or an editor holds a file. */
const heldCodes: readonly unknown[] = ["EBUSY", "EPERM", "EACCES"];

/** Two seconds in all: a scanner is done by then. */
const pausesMs = [50, 100, 200, 400, 600, 650];

/**
 * Moves a file over another, and tries again for two seconds while another program holds one of them.
 *
 * @param wait @default blocks this thread
 * @throws the last error
 */
export function patientRename(from: string, to: string, rename = renameSync, wait = block): void {
  for (const pauseMs of pausesMs) {
    try {
      return rename(from, to);
    } catch (error) {
      if (!heldCodes.includes((error as NodeJS.ErrnoException).code)) throw error;
      wait(pauseMs);
    }
  }
  rename(from, to);
}

function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
