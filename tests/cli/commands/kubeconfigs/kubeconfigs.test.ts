import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeWhere } from "../../../platform";
import { runCli, stateAddress } from "../../harness";

const output = (stack: string) => `stack output --json --show-secrets --stack ${stack}`;
const withToken = (name: string) => `apiVersion: v1\nusers: [{ name: ${name}, user: { token: TopSecret } }]\n`;
const students = { "gim-min-su": withToken("김민수"), kim: withToken("kim") };
const answer = (outputs: object) => ({ stdout: JSON.stringify(outputs) });

describe("lab kubeconfigs", () => {
  const local = {
    args: ["kubeconfigs", "--out", "class", "--stack", "local"],
    config: { students: '["김민수","kim"]' },
    pulumi: { [output("local")]: answer({ appUrl: "http://127.0.0.1:8090", students }) },
  };

  it("writes the files and says whose they are, but nothing of what is in them", async () => {
    const { folder, ...result } = await runCli(local);
    expect(result).toMatchObject({ code: 0, stderr: "", requests: [] });
    expect(result.stdout).toBe(`  gim-min-su.yaml  김민수
  kim.yaml         kim

2 files in class, each good for one student's space and nothing else. A student uses theirs by \`kubectl --kubeconfig gim-min-su.yaml get pods\`.
`);
    expect(readdirSync(join(folder, "class")).sort()).toEqual([".gitignore", "gim-min-su.yaml", "kim.yaml"]);
    expect(readFileSync(join(folder, "class", "kim.yaml"), "utf8")).toBe(students.kim);
  });

  it("warns on Windows of files outside of the user's profile, and writes them", async () => {
    const result = await runCli({ ...local, system: "windows", env: { USERPROFILE: "C:\\Users\\kim" } });
    expect(result).toMatchObject({ code: 0, stdout: expect.stringMatching(/2 files in class/) });
    expect(result.stderr).toContain(" is outside of C:\\Users\\kim: other users of this machine may be able to read");
  });

  it("prints folder and files as one document with --json, but nothing of what is in them", async () => {
    const { stdout, stderr, code, folder } = await runCli({ ...local, args: [...local.args, "--json"] });
    expect({ code, stderr, document: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      stderr: "",
      document: { folder: join(folder, "class"), files: ["gim-min-su.yaml", "kim.yaml"], others: [] },
    });
  });

  it("asks for the local stack's outputs on its own state", async () => {
    const { calls, asked, folder } = await runCli(local);
    expect(asked).toEqual(["version", output("local")]);
    expect(calls[1]!.env).toMatchObject({
      PULUMI_BACKEND_URL: stateAddress(folder),
      PULUMI_STACK: "local",
    });
  });

  it("asks for another stack's outputs where the user is logged in", async () => {
    const { asked, calls, folder } = await runCli({
      args: ["kubeconfigs", "-o", "class"],
      pulumi: { [output("dev")]: answer({ students }) },
      env: { PULUMI_CONFIG_PASSPHRASE: "hunter2" },
    });
    expect(asked).toEqual([output("dev")]);
    expect(calls[0]!.env).toEqual({ PULUMI_CONFIG_PASSPHRASE: "hunter2" });
    expect(existsSync(join(folder, ".local"))).toBe(false);
  });

  it("writes files of students whom the configuration does not name, and names files that are not theirs", async () => {
    const result = await runCli({
      args: ["kubeconfigs", "-o", "class"],
      pulumi: { [output("dev")]: answer({ students: { kim: students.kim } }) },
      prepare: (folder) => {
        mkdirSync(join(folder, "class"));
        writeFileSync(join(folder, "class", "park.yaml"), "theirs");
      },
    });
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.stdout).toBe(`  kim.yaml

1 file in class, each good for one student's space and nothing else. A student uses theirs by \`kubectl --kubeconfig kim.yaml get pods\`.
Not of this class, and left as they are: park.yaml.
`);
  });

  it("writes the files of a stack whose configuration is wrong, without names", async () => {
    const { code, stdout } = await runCli({ ...local, config: { students: '["kim","kim"]' } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}gim-min-su\.yaml\n {2}kim\.yaml\n\n2 files in class, /);
  });

  it.each([
    ["local", "npm run local:pulumi --", "npm run local"],
    ["dev", "npm run pulumi --", "npm run pulumi -- up"],
  ])("says of the stack %s without students how it gets some, and makes no folder", async (stack, pulumi, up) => {
    const { folder, ...result } = await runCli({
      args: ["kubeconfigs", "-o", "class", "-s", stack],
      pulumi: { [output(stack)]: answer({}) },
    });
    expect(result).toMatchObject({ code: 1, stdout: "" });
    expect(result.stderr).toBe(
      `The stack ${stack} has no students. Name them, \`${pulumi} config set studentsFile students.txt\`, then \`${up}\`.\n`,
    );
    expect(existsSync(join(folder, "class"))).toBe(false);
  });

  it("refuses a file for a folder, without a stack trace", async () => {
    const prepare = (folder: string) => writeFileSync(join(folder, "class"), "theirs");
    const { folder, ...result } = await runCli({ ...local, prepare });
    expect(result).toMatchObject({ code: 1, stdout: "" });
    expect(result.stderr).toBe(`--out ${join(folder, "class")}: that is a file. Name a folder.\n`);
  });

  it("says which command of Pulumi failed, after what Pulumi said", async () => {
    const { folder, ...result } = await runCli({
      args: ["kubeconfigs", "--out", "class", "--stack", "nope"],
      pulumi: { [output("nope")]: { stderr: "error: no stack named 'nope' found\n", code: 255 } },
    });
    expect(result).toMatchObject({ code: 1, stdout: "" });
    expect(result.stderr).toBe(
      `error: no stack named 'nope' found\nPulumi's \`${output("nope")}\` failed; what it said is above.\n`,
    );
    expect(existsSync(join(folder, "class"))).toBe(false);
  });
});

const hasGit = spawnSync("git", ["--version"]).error === undefined;

describeWhere(hasGit, "git is not installed", "lab kubeconfigs into a checkout", () => {
  const warning = /^Git does not ignore the files in class, and each is as good as a password: /;

  async function warned(prepare: (folder: string) => void) {
    const { code, stderr } = await runCli({
      args: ["kubeconfigs", "-o", "class"],
      pulumi: { [output("dev")]: answer({ students }) },
      env: { PATH: process.env["PATH"] },
      prepare,
    });
    return { code, stderr };
  }
  const checkout = (folder: string) => void execFileSync("git", ["init", "--quiet", folder]);

  it("warns if git would take the files along", async () => {
    const { code, stderr } = await warned((folder) => {
      checkout(folder);
      mkdirSync(join(folder, "class"));
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(warning);
  });

  it("does not warn of a folder that it makes, nor outside of a checkout", async () => {
    await expect(warned(checkout)).resolves.toEqual({ code: 0, stderr: "" });
    await expect(warned((folder) => mkdirSync(join(folder, "class")))).resolves.toEqual({ code: 0, stderr: "" });
  });
});
