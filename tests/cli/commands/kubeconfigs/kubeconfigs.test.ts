import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeKubeconfigs } from "../../../../cli/commands/kubeconfigs/write";
import { errorOf } from "../../../errorOf";
import { argumentsOf, play, temporaryFolder } from "../../harness";
import { UserError } from "../../../../lib/userError";

jest.setTimeout(60_000);

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const kubeconfigs = { "gim-min-su": "apiVersion: v1 # 김민수\n", kim: "apiVersion: v1 # kim\n" };

describe("writeKubeconfigs", () => {
  it("writes a file for each student into a folder that it makes, closed to others and left alone by git", () => {
    const folder = join(temporaryFolder(), "class", "3");
    expect(writeKubeconfigs(folder, kubeconfigs)).toEqual({ labels: ["gim-min-su", "kim"], others: [] });
    expect(readdirSync(folder).sort()).toEqual([".gitignore", "gim-min-su.yaml", "kim.yaml"]);
    expect(
      ["gim-min-su.yaml", "kim.yaml", ".gitignore"].map((file) => readFileSync(join(folder, file), "utf8")),
    ).toEqual([kubeconfigs["gim-min-su"], kubeconfigs.kim, "*\n"]);
    expect([folder, join(folder, "gim-min-su.yaml"), join(folder, "kim.yaml")].map(modeOf)).toEqual([
      "700",
      "600",
      "600",
    ]);
  });

  it("leaves a folder that is there as it is, with no .gitignore, and names files of others in it", () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    for (const file of ["park.yaml", "lee.yaml", "notes.txt"]) writeFileSync(join(folder, file), "theirs");
    expect(writeKubeconfigs(folder, kubeconfigs)).toEqual({
      labels: ["gim-min-su", "kim"],
      others: ["lee.yaml", "park.yaml"],
    });
    expect(readdirSync(folder).sort()).toEqual(["gim-min-su.yaml", "kim.yaml", "lee.yaml", "notes.txt", "park.yaml"]);
    expect(readFileSync(join(folder, "park.yaml"), "utf8")).toBe("theirs");
    expect(modeOf(folder)).toBe("755");
  });

  it("puts a new file in place of an old one, which others may have been let read", () => {
    const folder = temporaryFolder();
    const file = join(folder, "kim.yaml");
    writeFileSync(file, "old, and longer than the new one\n".repeat(10));
    chmodSync(file, 0o644);
    writeKubeconfigs(folder, kubeconfigs);
    expect([readFileSync(file, "utf8"), modeOf(file)]).toEqual([kubeconfigs.kim, "600"]);
  });

  it("takes over nothing of a file that was left half-written, which others may have been let read", () => {
    const folder = temporaryFolder();
    const part = join(folder, ".kim.part");
    writeFileSync(part, "half");
    chmodSync(part, 0o644);
    writeKubeconfigs(folder, kubeconfigs);
    expect(modeOf(join(folder, "kim.yaml"))).toBe("600");
    expect(readdirSync(folder).sort()).toEqual(["gim-min-su.yaml", "kim.yaml"]);
  });

  it("leaves the folder's own .gitignore alone when it writes for the second time", () => {
    const folder = join(temporaryFolder(), "class");
    writeKubeconfigs(folder, kubeconfigs);
    writeFileSync(join(folder, ".gitignore"), "*.yaml\n");
    expect(writeKubeconfigs(folder, { kim: "new\n" })).toEqual({ labels: ["kim"], others: ["gim-min-su.yaml"] });
    expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("*.yaml\n");
    expect(readFileSync(join(folder, "kim.yaml"), "utf8")).toBe("new\n");
  });

  it("refuses a file in place of a folder, and leaves it as it is", () => {
    const file = join(temporaryFolder(), "class");
    writeFileSync(file, "theirs");
    expect(errorOf(UserError, () => writeKubeconfigs(file, kubeconfigs)).message).toBe(
      `--out ${file}: that is a file. Name a folder.`,
    );
    expect(readFileSync(file, "utf8")).toBe("theirs");
  });

  it("says where and why it cannot write: a file stands in the way of the folder", () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const folder = join(file, "class");
    expect(errorOf(UserError, () => writeKubeconfigs(folder, kubeconfigs)).message).toBe(
      `--out ${folder}: ${folder} cannot be written (ENOTDIR). Name another folder.`,
    );
  });

  it("says where and why it cannot write: a folder stands in the way of a file", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, ".kim.part"));
    expect(errorOf(UserError, () => writeKubeconfigs(folder, kubeconfigs)).message).toBe(
      `--out ${folder}: ${join(folder, ".kim.part")} cannot be written (ERR_FS_EISDIR). Name another folder.`,
    );
    expect(readdirSync(folder).sort()).toEqual([".kim.part", "gim-min-su.yaml"]);
  });
});

const output = (stack: string) => `stack output --json --show-secrets --stack ${stack}`;
const withToken = (name: string) => `apiVersion: v1\nusers: [{ name: ${name}, user: { token: TopSecret } }]\n`;
const students = { "gim-min-su": withToken("김민수"), kim: withToken("kim") };

// Side by side: each spends its time in loading the SDK.
const runs = Promise.all([
  play({
    args: ["kubeconfigs", "--out", "class", "--stack", "local"],
    config: { students: '["김민수","kim"]' },
    pulumi: { [output("local")]: { stdout: JSON.stringify({ appUrl: "http://127.0.0.1:8090", students }) } },
  }),
  // The usual stack, whose state is where the user is logged in, and whose configuration has none of the students yet.
  play({
    args: ["kubeconfigs", "-o", "class"],
    pulumi: { [output("dev")]: { stdout: JSON.stringify({ students: { kim: students.kim } }) } },
    variables: { PULUMI_CONFIG_PASSPHRASE: "hunter2" },
    prepare: (folder) => {
      mkdirSync(join(folder, "class"));
      writeFileSync(join(folder, "class", "park.yaml"), "theirs");
    },
  }),
  play({ args: ["kubeconfigs", "-o", "class", "-s", "local"], pulumi: { [output("local")]: { stdout: "{}\n" } } }),
  play({ args: ["kubeconfigs", "-o", "class"], pulumi: { [output("dev")]: { stdout: "{}\n" } } }),
  play({
    args: ["kubeconfigs", "--out", "class"],
    pulumi: { [output("dev")]: { stdout: JSON.stringify({ students }) } },
    prepare: (folder) => writeFileSync(join(folder, "class"), "theirs"),
  }),
  play({
    args: ["kubeconfigs", "--out", "class", "--stack", "nope"],
    pulumi: { [output("nope")]: { stderr: "error: no stack named 'nope' found\n", code: 255 } },
  }),
]);

describe("lab kubeconfigs", () => {
  it("writes the files and says whose they are, but nothing of what is in them", async () => {
    const [{ folder, ...played }] = await runs;
    expect(played).toMatchObject({ code: 0, stderr: "", requests: [] });
    expect(played.stdout).toBe(`  gim-min-su.yaml  김민수
  kim.yaml         kim

2 files in class, each good for one student's space and nothing else. A student uses theirs by \`kubectl --kubeconfig gim-min-su.yaml get pods\`.
`);
    expect(readdirSync(join(folder, "class")).sort()).toEqual([".gitignore", "gim-min-su.yaml", "kim.yaml"]);
    expect(readFileSync(join(folder, "class", "kim.yaml"), "utf8")).toBe(students.kim);
    expect(modeOf(join(folder, "class", "kim.yaml"))).toBe("600");
  });

  it("asks for the local stack's outputs on its own state", async () => {
    const [played] = await runs;
    expect(argumentsOf(played)).toEqual(["version", output("local")]);
    expect(played.calls[1]!.env).toMatchObject({ PULUMI_BACKEND_URL: "file://./.local", PULUMI_STACK: "local" });
  });

  it("asks for another stack's outputs where the user is logged in", async () => {
    const [, played] = await runs;
    expect(argumentsOf(played)).toEqual([output("dev")]);
    const { env } = played.calls[0]!;
    expect(env).toMatchObject({ PULUMI_CONFIG_PASSPHRASE: "hunter2" });
    expect(env).not.toHaveProperty("PULUMI_BACKEND_URL");
    expect(env).not.toHaveProperty("PULUMI_STACK");
    expect(existsSync(join(played.folder, ".local"))).toBe(false);
  });

  it("writes files of students too whose names the configuration does not have, and names files that are not theirs", async () => {
    const [, played] = await runs;
    expect(played).toMatchObject({ code: 0, stderr: "" });
    expect(played.stdout).toBe(`  kim.yaml

1 file in class, each good for one student's space and nothing else. A student uses theirs by \`kubectl --kubeconfig kim.yaml get pods\`.
Not of this class, and left as they are: park.yaml.
`);
  });

  it("says of a stack without students how it gets some, and makes no folder", async () => {
    const [, , local, dev] = await runs;
    for (const played of [local, dev]) {
      expect(played).toMatchObject({ code: 1, stdout: "" });
      expect(existsSync(join(played.folder, "class"))).toBe(false);
    }
    expect(local.stderr).toBe(
      "The stack local has no students. Name them, `npm run local:pulumi -- config set studentsFile students.txt`, " +
        "then `npm run local`.\n",
    );
    expect(dev.stderr).toBe(
      "The stack dev has no students. Name them, `npx pulumi config set studentsFile students.txt`, " +
        "then `npx pulumi up`.\n",
    );
  });

  it("refuses a file for a folder, without a stack trace", async () => {
    const [, , , , { folder, ...played }] = await runs;
    expect(played).toMatchObject({ code: 1, stdout: "" });
    expect(played.stderr).toBe(`--out ${join(folder, "class")}: that is a file. Name a folder.\n`);
  });

  it("says which command of Pulumi's failed, after what Pulumi said", async () => {
    const [, , , , , played] = await runs;
    expect(played).toMatchObject({ code: 1, stdout: "" });
    expect(played.stderr).toBe(
      `error: no stack named 'nope' found\n\`pulumi ${output("nope")}\` failed; what it said is above.\n`,
    );
    expect(existsSync(join(played.folder, "class"))).toBe(false);
  });
});
