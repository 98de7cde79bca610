import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createProcessList } from "../../cli/processes";
import { temporaryFolder } from "./harness";

/** An environment in which a script stands in for a program of another platform. */
function withProgram(name: string, script: string) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
  return { PATH: `${folder}${delimiter}${process.env["PATH"]}` };
}

// /proc and scripts that stand in for ps and tasklist.
const onLinux = process.platform === "linux" ? describe : describe.skip;

onLinux("the list of processes", () => {
  it("knows a program by its name while it runs, and nothing of it afterwards", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "bin"));
    copyFileSync("/bin/sleep", join(folder, "bin", "pulumi"));
    const child = spawn(join(folder, "bin", "pulumi"), ["600"]);
    await once(child, "spawn");
    expect(createProcessList("linux", {}).nameOf(child.pid!)).toBe("pulumi");
    child.kill("SIGKILL");
    await once(child, "close");
    expect(createProcessList("linux", {}).nameOf(child.pid!)).toBeUndefined();
  });

  it("asks ps on a Mac, which prints the whole path", () => {
    const env = withProgram("ps", '[ "$*" = "-o comm= -p 7" ] && echo /Users/kim/.pulumi/bin/pulumi');
    const list = createProcessList("darwin", env);
    expect([list.nameOf(7), list.nameOf(8)]).toEqual(["pulumi", undefined]);
  });

  it("asks tasklist on Windows, which answers with a sentence if there is none", () => {
    const line = `echo '"pulumi.exe","7","Console","1","99,999 K"'`;
    const answer = (script: string) => createProcessList("win32", withProgram("tasklist", script)).nameOf(7);
    expect(answer(`[ "$*" = "/FI PID eq 7 /FO CSV /NH" ] && ${line}`)).toBe("pulumi");
    expect(answer("echo '정보: 지정된 조건에 맞는 작업이 실행되고 있지 않습니다.'")).toBeUndefined();
  });
});
