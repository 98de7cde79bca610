import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { freeLocks } from "../../../../../cli/commands/local/state/locks";
import { Interrupted } from "../../../../../cli/interrupts";
import { temporaryFolder } from "../../../harness";

const timestamp = "2026-11-28T09:00:00Z";

/** A state with a lock, and what looks for its end. */
function lockedState(content: object | string, programs: Record<number, string> = {}, stack = "local") {
  const folder = temporaryFolder();
  const file = join(folder, "locks", "organization", "petshop", stack, "3f1c.json");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  const said: string[] = [];
  const interrupt = new AbortController();
  const looks: number[] = [];
  const nameOf = (pid: number) => {
    looks.push(pid);
    return programs[pid];
  };
  const tools = { processes: { nameOf }, say: (line: string) => void said.push(line), signal: interrupt.signal };
  return { folder, file, said, looks, interrupt, tools };
}

const lock = { pid: 4711, username: "kim", hostname: hostname(), timestamp };
const owner = `process 4711 of kim, since ${timestamp}`;

describe("freeLocks", () => {
  it.each([
    ["has no process", {}],
    ["has a process that is another program, to which its id was given again", { 4711: "explorer" }],
  ])("removes a lock that %s, and says so", async (_case, programs) => {
    const { folder, file, said, tools } = lockedState(lock, programs);
    await expect(freeLocks(folder, tools)).resolves.toBe(false);
    expect(existsSync(file)).toBe(false);
    expect(said).toEqual([`Removed the lock of a run that was killed (${owner}).`]);
  });

  it("removes a lock that a loss of power left empty", async () => {
    const { folder, file, said, tools } = lockedState("");
    await freeLocks(folder, tools);
    expect(existsSync(file)).toBe(false);
    expect(said).toEqual(["Removed the lock of a run that was killed (which one is not known)."]);
  });

  it("waits for a run that lives, says so once, and goes on when its lock has gone", async () => {
    const { folder, file, said, looks, tools } = lockedState(lock, { 4711: "pulumi" });
    const waiting = freeLocks(folder, {
      ...tools,
      say: (line) => {
        said.push(line);
        rmSync(file);
      },
    });
    await expect(waiting).resolves.toBe(true);
    expect(said).toEqual([`Another run is on (${owner}). This one begins when that has ended.`]);
    expect(looks).toEqual([4711]);
  });

  it("gives up a run that does not end", async () => {
    const { folder, file, tools } = lockedState(lock, { 4711: "pulumi" });
    await expect(freeLocks(folder, tools, 0)).rejects.toThrow(
      `Another run is still on (${owner}). Wait for it or end it, and run the command again.`,
    );
    expect(existsSync(file)).toBe(true);
  });

  it("ends with Ctrl+C while it waits", async () => {
    const { folder, interrupt, tools } = lockedState(lock, { 4711: "pulumi" });
    const waiting = freeLocks(folder, { ...tools, say: () => interrupt.abort(new Interrupted()) });
    await expect(waiting).rejects.toThrow("Stopped, as you asked.");
  });

  it("leaves a lock of another machine alone, and names the command that removes it", async () => {
    const { folder, file, tools } = lockedState({ ...lock, hostname: "lab-pc-7" });
    await expect(freeLocks(folder, tools)).rejects.toThrow(
      `Another run is on, or was killed, on the machine lab-pc-7 (${owner}). If it has ended: npm run local:pulumi -- cancel`,
    );
    expect(existsSync(file)).toBe(true);
  });

  it("does not care for locks of other stacks, nor for a state without locks", async () => {
    const { folder, file, said, tools } = lockedState(lock, {}, "other");
    await expect(freeLocks(folder, tools)).resolves.toBe(false);
    await expect(freeLocks(temporaryFolder(), tools)).resolves.toBe(false);
    expect({ there: existsSync(file), said }).toEqual({ there: true, said: [] });
  });
});
