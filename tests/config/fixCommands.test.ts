import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fix } from "../../config";
import { fixCommands } from "../../config/fixCommands";
import { pulumiCommands } from "../../config/pulumiCommands";
import { stackFileEdits } from "../../config/stackFileEdits";

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "lab-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** The words of each command of a line, as a shell reads them, without running anything but the shell. */
function argv(line: string): string[][] {
  const programs = ["npx", "npm"].map((name) => `${name}() { printf '%s\\0' ${name} "$@" "end of command"; }`);
  const { status, stdout, stderr } = spawnSync("/bin/sh", ["-c", [...programs, line].join("\n")], {
    cwd: folder,
    env: { HOME: folder },
    encoding: "utf8",
  });
  expect([status, stderr, readdirSync(folder)]).toEqual([0, "", []]);
  const commands = stdout.split("end of command\0").slice(0, -1);
  return commands.map((command) => command.split("\0").slice(0, -1));
}

const hostile = [
  "$(touch x)",
  "`touch x`",
  "a;touch x",
  "a b",
  "it's",
  '"quoted"',
  "a\\",
  "$HOME",
  "a&b|c>x",
  "a\nb",
  "*",
  "~",
  "#x",
  "!",
  "",
  "컨테이너",
  "a=b",
  "%PATH%",
];

describe("pulumiCommands, read by a shell", () => {
  const pulumi = (...words: string[]) => ["npx", "pulumi", "config", ...words];

  it.each(hostile)("hands over the key %j as it is", (key) => {
    expect(argv(pulumiCommands("dev")({ action: "unset", key }))).toEqual([pulumi("rm", key, "--stack", "dev")]);
    const rename: Fix = { action: "rename", key, to: "nodeCount", value: "3", type: "integer" };
    expect(argv(pulumiCommands("dev")(rename))).toEqual([
      pulumi("rm", key, "--stack", "dev"),
      pulumi("set", "nodeCount", "3", "--stack", "dev"),
    ]);
  });

  it.each(hostile)("hands over the value %j as it is", (value) => {
    const item: Fix = { action: "setItem", key: "list", value, type: "string" };
    const object: Fix = {
      action: "setObject",
      key: "budget",
      value: {},
      members: [{ action: "set", key: "amount", value }],
      replace: true,
    };
    expect(argv(pulumiCommands("dev")({ action: "set", key: "owner", value }))).toEqual([
      pulumi("set", "owner", value, "--stack", "dev"),
    ]);
    expect(argv(pulumiCommands("dev")(item))).toEqual([
      pulumi("rm", "list", "--stack", "dev"),
      pulumi("set", "--path", "list[0]", value, "--stack", "dev"),
    ]);
    expect(argv(pulumiCommands("dev")(object))).toEqual([
      pulumi("rm", "budget", "--stack", "dev"),
      pulumi("set", "--path", "budget.amount", value, "--stack", "dev"),
    ]);
  });

  it.each([
    ["stopAt", "curfew.stopAt"],
    ["a.b", 'curfew["a.b"]'],
    ["a[0]", 'curfew["a[0]"]'],
    ['"', 'curfew["\\""]'],
    ["", 'curfew[""]'],
    ["$(touch x)", "curfew.$(touch x)"],
    ["it's a", "curfew.it's a"],
    ["`touch x`.", 'curfew["`touch x`."]'],
  ])("writes the member %j as the property path %s", (member, path) => {
    const fix: Fix = { action: "setObject", key: "curfew", value: {}, members: [{ action: "unset", key: member }] };
    expect(argv(pulumiCommands("dev")(fix))).toEqual([pulumi("rm", "--path", path, "--stack", "dev")]);
  });

  it.each(hostile.filter((stack) => stack !== ""))("hands over the stack %j as it is", (stack) => {
    expect(argv(pulumiCommands(stack)({ action: "unset", key: "owner" }))).toEqual([
      pulumi("rm", "owner", "--stack", stack),
    ]);
  });

  it("puts a key or value that looks like an option after --", () => {
    expect(argv(pulumiCommands("dev")({ action: "unset", key: "--yes" }))).toEqual([
      pulumi("rm", "--stack", "dev", "--", "--yes"),
    ]);
    expect(argv(pulumiCommands("local")({ action: "set", key: "owner", value: "-x" }))).toEqual([
      ["npm", "run", "local:pulumi", "--", "config", "set", "--", "owner", "-x"],
    ]);
  });

  it("says that a text is one where the path would make a number of it", () => {
    const fix: Fix = { action: "setItem", key: "students", value: "20271234", type: "string" };
    expect(argv(pulumiCommands("dev")(fix))[1]).toEqual(
      pulumi("set", "--path", "--type", "string", "students[0]", "20271234", "--stack", "dev"),
    );
    const zone: Fix = { action: "setItem", key: "zones", value: "1", type: "integer" };
    expect(argv(pulumiCommands("dev")(zone))[1]).toEqual(pulumi("set", "--path", "zones[0]", "1", "--stack", "dev"));
  });

  it("leaves an expression to the shell", () => {
    const fix: Fix = { action: "set", key: "sshPublicKey", value: { shell: '"$(printf "a  b")"' } };
    expect(argv(pulumiCommands("dev")(fix))).toEqual([pulumi("set", "sshPublicKey", "a  b", "--stack", "dev")]);
  });

  it("quotes paths for cmd.exe and PowerShell, too, where they have only brackets and dots", () => {
    const fix: Fix = { action: "setItem", key: "zones", value: "1", type: "integer" };
    expect(pulumiCommands("dev")(fix)).toContain('--path "zones[0]" 1 ');
  });

  it.each<[Fix, string]>([
    [
      { action: "rename", key: "other:students", to: "students", value: '["kim"]', type: "array" },
      "in Pulumi.dev.yaml, rename other:students to students",
    ],
    [{ action: "unset", key: "note", outside: true }, "in Pulumi.dev.yaml, remove note at the top level"],
  ])("refers to the stack file where the CLI has no command: %j", (fix, edit) => {
    expect(pulumiCommands("dev")(fix)).toBe(edit);
  });
});

describe("fixCommands, read by a shell", () => {
  const rehearsal = (stack: string, ...values: string[]) => [
    "npm",
    "start",
    "--",
    ...(stack === "dev" ? [] : ["--stack", stack]),
    ...values.flatMap((value) => ["--config", value]),
  ];

  it.each(hostile)("hands over %j as key, value and stack as it is", (word) => {
    const fix: Fix = { action: "set", key: "owner", value: word };
    const key = word.replaceAll("=", "");
    const overrides = ["owner=x", `${key}=y`, `image=${word}`];
    const fixes: Fix[] = [fix, { action: "rename", key, to: "region", value: word, type: "string" }];
    const command = fixCommands(fixes, "lab", `s${word}`, overrides)(fix);
    const renamed = word === '"quoted"' ? '"\\"quoted\\""' : word;
    expect(argv(command)).toEqual([rehearsal(`s${word}`, `owner=${word}`, `region=${renamed}`, `image=${word}`)]);
  });

  it("leaves an expression to the shell", () => {
    const fix: Fix = { action: "set", key: "sshPublicKey", value: { shell: '"$(printf "a  b")"' } };
    const command = fixCommands([fix], "lab", "dev", ["lab:sshPublicKey=x"])(fix);
    expect(argv(command)).toEqual([rehearsal("dev", "sshPublicKey=a  b")]);
  });

  it.each<[Fix, string[]]>([
    [{ action: "unset", key: "a" }, []],
    [{ action: "setItem", key: "a", value: "7", type: "string" }, ['a=["7"]']],
    [{ action: "setItem", key: "a", value: "7", type: "integer" }, ["a=[7]"]],
    [{ action: "setObject", key: "a", value: { b: "it's" }, members: [] }, [`a={"b":"it's"}`]],
  ])("repeats the command line with the fix %j", (fix, values) => {
    expect(argv(fixCommands([fix], "lab", "dev", ["a=1", "b=2"])(fix))).toEqual([rehearsal("dev", ...values, "b=2")]);
  });

  it("needs no options where the only value given is removed", () => {
    const fix: Fix = { action: "unset", key: "a" };
    expect(fixCommands([fix], "lab", "dev", ["a=1"])(fix)).toBe("npm start");
  });

  it("fixes a value of the stack file by the Pulumi CLI", () => {
    const fix: Fix = { action: "unset", key: "a" };
    expect(fixCommands([fix], "lab", "dev", ["b=1"])(fix)).toBe(pulumiCommands("dev")(fix));
  });
});

describe("stackFileEdits", () => {
  it.each<[Fix, string]>([
    [{ action: "set", key: "version", value: "1.30" }, 'write version: "1.30"'],
    [{ action: "set", key: "nodeCount", value: "4", type: "integer" }, "write nodeCount: 4"],
    [{ action: "unset", key: "a" }, "remove a"],
    [{ action: "rename", key: "a", to: "b", value: "1", type: "string" }, "rename a to b"],
    [{ action: "rename", key: "a", to: "b", value: "1", type: "string", outside: true }, "move a under config: as b"],
    [{ action: "setItem", key: "a", value: "1", type: "string" }, 'write a: ["1"]'],
    [{ action: "setItem", key: "a", value: "1", type: "integer" }, "write a: [1]"],
    [{ action: "setObject", key: "a", value: { b: 1 }, members: [] }, 'write a: {"b":1}'],
  ])("says for %j what to write", (fix, what) => {
    expect(stackFileEdits("dev")(fix)).toBe(`in Pulumi.dev.yaml, ${what}`);
  });
});
