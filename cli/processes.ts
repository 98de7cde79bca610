import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix, win32 } from "node:path";
import type { Environment } from "./context";

/** The processes of this machine. */
export interface ProcessList {
  /** Name of the program that a process runs, without a folder; `undefined` if there is no such process. */
  nameOf(pid: number): string | undefined;
}

/** @param env by which programs of the system are found */
export function createProcessList(platform: NodeJS.Platform, env: Environment): ProcessList {
  const printed = (program: string, ...args: string[]) =>
    spawnSync(program, args, { encoding: "utf8", env }).stdout ?? "";
  if (platform === "linux") return { nameOf: linuxName };
  return { nameOf: (pid) => (platform === "win32" ? windowsName : posixName)(pid, printed) };
}

/** What a program prints; nothing if there is no such program. */
type Printed = (program: string, ...args: string[]) => string;

/** Many containers have no `ps`. The name is in parentheses, and after it comes the state; a zombie has ended (proc(5)). */
function linuxName(pid: number): string | undefined {
  try {
    const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return state === "Z" ? undefined : name;
  } catch {
    return undefined;
  }
}

function posixName(pid: number, printed: Printed): string | undefined {
  return nameIn(posix.basename(printed("ps", "-o", "comm=", "-p", String(pid)).trim()));
}

/** One line of CSV for the process, such as `"pulumi.exe","4711",…`; without one, a sentence in the user's language. */
function windowsName(pid: number, printed: Printed): string | undefined {
  const lines = printed("tasklist", "/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH");
  const [, name = "", id] = /^"([^"]*)","(\d+)"/m.exec(lines) ?? [];
  return Number(id) === pid ? nameIn(win32.basename(name, ".exe")) : undefined;
}

function nameIn(text: string): string | undefined {
  return text === "" ? undefined : text;
}
