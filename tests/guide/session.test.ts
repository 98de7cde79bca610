import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describeOnPosix, itWhere, onLinux } from "../platform";
import { waitUntil } from "../waiting";
import { readPage } from "./page";
import { runPage } from "./run/session";

type PlantedBlock = readonly [info: string, script: string, shown?: string];

/** A page of blocks, each with what it shows. */
function pageOf(blocks: readonly PlantedBlock[]) {
  const fence = (info: string, text: string) => `\`\`\`${info}\n${text}\n\`\`\`\n`;
  const text = blocks.map(
    ([info, script, shown]) => `${fence(info, script)}\n${shown === undefined ? "" : fence("text", shown)}`,
  );
  return readPage("en/x.md", text.join("\nThen:\n\n"));
}

describeOnPosix("there is no Bash", "a page that runs", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "lab-guide-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...blocks: readonly PlantedBlock[]) =>
    runPage(pageOf(blocks), { folder, env: { PATH: process.env["PATH"], WHO: "kim" } });

  it("keeps variables, folder and files from block to block, and leaves out what does not run", async () => {
    const outcome = await run(
      ["sh run", "mkdir sub\ncd sub\nA=1\nexport B=2"],
      ["sh", "exit 1"],
      ["sh run", 'echo "$A $B $WHO ${PWD##*/}"\nsh -c \'echo "[$A] $B"\'', "1 2 kim sub\n[] 2"],
      ["sh run", "cat > f <<'END'\na\nb\nEND\ncat f", "a\n…"],
    );
    expect(outcome).toEqual({ faults: [], run: 8, compared: 2 });
  });

  it("shows what went to standard error, and takes a failure that the page announces", async () => {
    expect(await run(["sh run fails", "cat missing", "cat: missing: …"])).toEqual({ faults: [], run: 1, compared: 1 });
  });

  it.each([
    ["prints something", 'if [ "$(wc -l < count)" -ge 3 ]; then cat count; fi'],
    ["works", '[ "$(wc -l < count)" -ge 3 ] || ls missing\ncat count'],
  ])("repeats a block that says so until it %s, and no other", async (_what, command) => {
    const third = `echo x >> count\n${command}`;
    expect(await run(["sh run again", third, "x\nx\nx"])).toMatchObject({ faults: [], compared: 1 });
    expect(await run(["sh run", "rm count"], ["sh run", third, "x"])).toMatchObject({ compared: 0 });
  });

  it("gives up a block that goes on printing nothing", async () => {
    const { faults } = await run(["sh run again", "true", "ready"]);
    expect(faults).toEqual([{ place: "en/x.md:6", problem: expect.stringContaining("shows `ready`") }]);
  });

  itWhere(onLinux, "only there script takes these options", "types into a shell that wants a terminal", async () => {
    const opens = 'bash --norc -c "test -t 0 && exec bash --norc -i"';
    const block = ["sh run typed", `${opens}\necho $((40 + 2))\nexit`, "…\n42\n…"] as const;
    expect(await run(block)).toEqual({ faults: [], run: 3, compared: 1 });
    expect((await run(["sh run typed", `${opens}\nexit 3`])).faults[0]!.problem).toContain("ends with 3");
  });

  it.each([
    ["an output that differs", ["sh run", "echo a\necho b", "a\nc"], 8, "shows `c`"],
    ["a command that fails, by its line", ["sh run", "true\nfalse\ntrue"], 3, "ends with 1"],
    ["a failure that does not come", ["sh run fails", "true"], 1, "no command fails"],
    ["a shell that ends", ["sh run", "exit 0"], 1, "the shell ended before this block, with 0"],
    ["a command that is not there", ["sh run", "nonsense 1"], 2, "nonsense: command not found"],
  ] as const)("reports %s", async (_what, block, line, problem) => {
    const { faults } = await run(block);
    expect(faults).toEqual([{ place: `en/x.md:${line}`, problem: expect.stringContaining(problem) }]);
  });

  it("stops at the first block that is wrong", async () => {
    expect(await run(["sh run", "false"], ["sh run", "echo late > late"])).toMatchObject({ run: 1, compared: 0 });
    expect((await run(["sh run", "ls late"])).faults[0]!.problem).toContain("late");
  });

  it("ends what a page leaves in the background", async () => {
    await run(["sh run", "sleep 1000 & echo $! > pid"]);
    const pid = readFileSync(path.join(folder, "pid"), "utf8").trim();
    const state = () => spawnSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" }).stdout;
    // It may still be listed as one that has ended.
    await waitUntil("it has ended", () => /^(Z|$)/.test(state()));
  });
});
