import type { Fix } from "../../config";
import { fixCommands } from "../../config/fixCommands";
import { pulumiCommands } from "../../config/pulumiCommands";
import { stackFileEdits } from "../../config/stackFileEdits";
import { describeOnPosix } from "../platform";
import { wordsOf } from "../shells";

/** The words of each command, one a line, as every shell reads them. */
function argv(lines: string): string[][] {
  return lines.split("\n").map(wordsOf);
}

/** Texts that every shell can be told, and what one of them changes. */
const shared = ["a;touch x", "a b", "it's", "*", "~", "#x", "컨테이너", "a=b", "students[0]"];
const hostile = ["$(touch x)", "`touch x`", '"quoted"', "a\\", "$HOME", "a&b|c>x", "a\nb", "!", "", "%PATH%"];

describe("pulumiCommands, read by every shell", () => {
  const pulumi = (...words: string[]) => ["npm", "run", "pulumi", "--", "config", ...words];
  const command = (fix: Fix) => argv(pulumiCommands("dev")(fix));

  it.each(shared)("hands over the key %j as it is", (key) => {
    expect(command({ action: "unset", key })).toEqual([pulumi("rm", key, "--stack", "dev")]);
    expect(command({ action: "rename", key, to: "nodeCount", value: "3", type: "integer" })).toEqual([
      pulumi("rm", key, "--stack", "dev"),
      pulumi("set", "nodeCount", "3", "--stack", "dev"),
    ]);
  });

  it("changes the wrong items of a list alone, and starts one anew that is none", () => {
    const list: Fix = { action: "setList", key: "students", list: ["kim", "7", "park"], type: "string" };
    expect(command({ ...list, changed: [1] })).toEqual([
      pulumi("set", "--path", "--type", "string", "students[1]", "7", "--stack", "dev"),
    ]);
    expect(command(list)).toEqual([
      pulumi("rm", "students", "--stack", "dev"),
      pulumi("set", "--path", "students[0]", "kim", "--stack", "dev"),
      pulumi("set", "--path", "--type", "string", "students[1]", "7", "--stack", "dev"),
      pulumi("set", "--path", "students[2]", "park", "--stack", "dev"),
    ]);
  });

  it.each(shared)("hands over the value %j as it is", (value) => {
    expect(command({ action: "set", key: "owner", value })).toEqual([pulumi("set", "owner", value, "--stack", "dev")]);
    expect(command({ action: "setItem", key: "list", value, type: "string" })).toEqual([
      pulumi("rm", "list", "--stack", "dev"),
      pulumi("set", "--path", "list[0]", value, "--stack", "dev"),
    ]);
    const members: Fix[] = [{ action: "set", key: "amount", value }];
    expect(
      command({ action: "setObject", key: "budget", value: {}, members: members as never, replace: true }),
    ).toEqual([
      pulumi("rm", "budget", "--stack", "dev"),
      pulumi("set", "--path", "budget.amount", value, "--stack", "dev"),
    ]);
  });

  it.each(shared)("hands over the stack %j as it is", (stack) => {
    expect(argv(pulumiCommands(stack)({ action: "unset", key: "owner" }))).toEqual([
      pulumi("rm", "owner", "--stack", stack),
    ]);
  });

  it.each(hostile)("says what to write into the stack file where a shell would change %j", (word) => {
    const commands = pulumiCommands("dev");
    const edits = stackFileEdits("dev");
    const fixes: Fix[] = [
      { action: "set", key: "owner", value: word },
      { action: "unset", key: word },
      { action: "rename", key: word, to: "nodeCount", value: "3", type: "integer" },
      { action: "setItem", key: "list", value: word, type: "string" },
      { action: "setObject", key: "tags", value: { a: word }, members: [{ action: "set", key: "a", value: word }] },
    ];
    for (const fix of fixes) expect(commands(fix)).toBe(edits(fix));
    expect(pulumiCommands(word)({ action: "unset", key: "owner" })).toBe(`in Pulumi.${word}.yaml, remove owner`);
  });

  it.each([
    ["stopAt", "curfew.stopAt"],
    ["a", "curfew.a"],
    ["it's a", "curfew.it's a"],
  ])("writes the member %j as the property path %s", (key, path) => {
    const fix: Fix = { action: "setObject", key: "curfew", value: {}, members: [{ action: "unset", key }] };
    expect(command(fix)).toEqual([pulumi("rm", "--path", path, "--stack", "dev")]);
  });

  it.each(["a.b", "a[0]", '"', ""])("says what to write where the path of the member %j has quotes", (key) => {
    const fix: Fix = { action: "setObject", key: "curfew", value: { x: 1 }, members: [{ action: "unset", key }] };
    expect(pulumiCommands("dev")(fix)).toBe('in Pulumi.dev.yaml, write curfew: {"x":1}');
  });

  it("puts a key or value that looks like an option after --", () => {
    expect(command({ action: "unset", key: "--yes" })).toEqual([pulumi("rm", "--stack", "dev", "--", "--yes")]);
    expect(argv(pulumiCommands("local")({ action: "set", key: "owner", value: "-x" }))).toEqual([
      ["npm", "run", "local:pulumi", "--", "config", "set", "--", "owner", "-x"],
    ]);
  });

  it("says that a text is one where the path would make a number of it", () => {
    expect(command({ action: "setItem", key: "students", value: "20271234", type: "string" })[1]).toEqual(
      pulumi("set", "--path", "--type", "string", "students[0]", "20271234", "--stack", "dev"),
    );
    expect(command({ action: "setItem", key: "zones", value: "1", type: "integer" })[1]).toEqual(
      pulumi("set", "--path", "zones[0]", "1", "--stack", "dev"),
    );
  });

  it("leaves an expression to the shells that know it", () => {
    expect(pulumiCommands("dev")({ action: "set", key: "sshPublicKey", value: { shell: "$(cat ~/key)" } })).toBe(
      'in bash, zsh or PowerShell: npm run pulumi -- config set sshPublicKey "$(cat ~/key)" --stack dev',
    );
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

const rehearsal = (stack: string, ...values: string[]) => [
  "npm",
  "start",
  "--",
  ...(stack === "dev" ? [] : ["--stack", stack]),
  ...values.flatMap((value) => ["--config", value]),
];

/** A command line with a word as key, value and stack, and the words of the one that fixes it. */
function repeated(word: string): [string[], string[]] {
  const fix: Fix = { action: "set", key: "owner", value: word };
  const key = word.replaceAll("=", "");
  const fixes: Fix[] = [fix, { action: "rename", key, to: "region", value: word, type: "string" }];
  const command = fixCommands(fixes, "lab", `s${word}`, ["owner=x", `${key}=y`, `image=${word}`])(fix);
  const renamed = word === '"quoted"' ? '"\\"quoted\\""' : word;
  return [wordsOf(command), rehearsal(`s${word}`, `owner=${word}`, `region=${renamed}`, `image=${word}`)];
}

describe("fixCommands, read by every shell", () => {
  it.each(shared)("hands over %j as key, value and stack as it is", (word) => {
    const [words, expected] = repeated(word);
    expect(words).toEqual(expected);
  });

  it("leaves an expression to the shells that know it", () => {
    const fix: Fix = { action: "set", key: "sshPublicKey", value: { shell: "$(cat ~/key)" } };
    expect(fixCommands([fix], "lab", "dev", ["lab:sshPublicKey=x"])(fix)).toBe(
      'in bash, zsh or PowerShell: npm start -- --config "sshPublicKey=$(cat ~/key)"',
    );
  });

  it.each<[Fix, string[]]>([
    [{ action: "unset", key: "a" }, []],
    [{ action: "setItem", key: "a", value: "7", type: "string" }, ["a=['7']"]],
    [{ action: "setItem", key: "a", value: "7", type: "integer" }, ["a=[7]"]],
    [{ action: "setList", key: "a", list: ["kim", "7"], type: "string", changed: [1] }, ["a=[kim, '7']"]],
    [{ action: "setObject", key: "a", value: { b: "c", d: [1, "it's"] }, members: [] }, ["a={b: c, d: [1, it's]}"]],
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

describeOnPosix("there is no /bin/sh", "fixCommands, read by a POSIX shell", () => {
  it.each(hostile)("hands over %j as key, value and stack as it is", (word) => {
    const [words, expected] = repeated(word);
    expect(words).toEqual(expected);
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
    [{ action: "setList", key: "a", list: [1, 2], type: "integer" }, "write a: [1,2]"],
    [{ action: "setObject", key: "a", value: { b: 1 }, members: [] }, 'write a: {"b":1}'],
  ])("says for %j what to write", (fix, what) => {
    expect(stackFileEdits("dev")(fix)).toBe(`in Pulumi.dev.yaml, ${what}`);
  });
});
