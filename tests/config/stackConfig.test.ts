import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError } from "../../config";
import { handedOver, readStackConfig } from "../../config/stackConfig";
import { readStackFiles } from "../../config/stackFiles";
import { UserError } from "../../lib/userError";
import { errorOf } from "../errorOf";
import recorded from "./stackFiles.json";

const declared = `
name: lab
config:
  count: { type: integer, default: 4 }
  list: { type: array, items: { type: integer }, default: [] }
  text: { type: string, default: "" }
  on: { type: boolean, default: true }
  bare:
`;
const defaults = { "lab:count": "4", "lab:list": "[]", "lab:text": "", "lab:on": "true" };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-"));
  writeFileSync(join(folder, "Pulumi.yaml"), declared);
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(stackFile: string): void {
  writeFileSync(join(folder, "Pulumi.dev.yaml"), stackFile);
}

/** The configuration of a stack file, and of overrides on top of it. */
function read(stackFile: string, ...overrides: string[]) {
  write(stackFile);
  return readStackConfig("dev", overrides, folder);
}

function refusal(stackFile: string, ...overrides: string[]): string {
  return errorOf(UserError, () => read(stackFile, ...overrides)).message;
}

interface RecordedCase {
  readonly name: string;
  readonly file: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly refused?: string;
}

describe("a stack file of which it is recorded what Pulumi does with it", () => {
  const cases = recorded.cases as readonly RecordedCase[];
  const recordedDefaults = {
    "lab:text": "",
    "lab:whole": "4",
    "lab:flag": "false",
    "lab:list": "[]",
    "lab:object": "{}",
  };
  // Pulumi does not read them, and the rehearsal refuses what has no effect.
  const withoutEffect = ["unknown top-level key", "keys outside config"];
  // Pulumi recorded these without decrypting them; here nobody can.
  const withSecrets = ["secure value", "secure in an object"];

  beforeEach(() => writeFileSync(join(folder, "Pulumi.yaml"), recorded.project));

  it.each(cases.filter(({ values }) => values).map(({ name, file, values }) => [name, file, values!] as const))(
    "has the values that Pulumi hands over: %s",
    (name, file, values) => {
      write(file);
      const expected = { ...recordedDefaults, ...values };
      expect(handedOver(readStackFiles("dev", [], folder).values)).toEqual(expected);
      if (![...withoutEffect, ...withSecrets].includes(name)) {
        expect(readStackConfig("dev", [], folder)).toMatchObject({ project: "lab", values: expected });
      }
    },
  );

  it.each(cases.filter(({ refused }) => refused).map(({ name, file, refused }) => [name, file, refused!] as const))(
    "is refused as Pulumi refuses it, with file, key and a way out: %s",
    (_name, file, refused) => {
      const message = refusal(file);
      const key = /key '(\w+)' must be/.exec(refused)?.[1];
      expect(message).toContain("Pulumi.dev.yaml");
      if (key === undefined) expect(message).toMatch(/^Pulumi cannot read Pulumi\.dev\.yaml: .* at line \d/);
      else if (file.includes("secure")) expect(message).toContain(`lab:${key} encrypted`);
      else
        expect(message).toMatch(
          new RegExp(`^ {2}${key} is .*\n.*\n {4}to fix: in Pulumi.dev.yaml, write ${key}: `, "m"),
        );
    },
  );

  it.each([
    ["whole: four", "whole: 4"],
    ["whole: 1.5", "whole: 4"],
    ["flag: yes", "flag: true"],
    ["flag: Off", "flag: false"],
    ["list: '[\"kim\"]'", 'list: ["kim"]'],
    ["list: [1, 2]", 'list: ["1","2"]'],
    ["list: kim", 'list: ["kim"]'],
    ["list:", "list: []"],
    ["object: '{\"a\":1}'", 'object: {"a":1}'],
    ["object: a", "object: {}"],
    ["text: {a: 1}", 'text: ""'],
  ])("says for %s to write %s", (line, fixed) => {
    expect(refusal(`config:\n  ${line}\n`)).toContain(`to fix: in Pulumi.dev.yaml, write ${fixed}\n`);
    expect(() => read(`config:\n  ${fixed}\n`)).not.toThrow();
  });
});

describe("readStackConfig", () => {
  it.each(["", "# nothing\n", "config:\n", "config: {}\n", "encryptionsalt: v1:abc\n"])(
    "has the defaults of Pulumi.yaml, and nothing for a key without one, with the stack file %j",
    (file) => {
      expect(read(file)).toEqual({ project: "lab", values: defaults, writtenKeys: [], notes: [] });
    },
  );

  it.each([
    ["count: 5", { "lab:count": "5" }],
    ["lab:count: 5", { "lab:count": "5" }],
    ["lab:count: '5'", { "lab:count": "5" }],
    ["lab:count: 0", { "lab:count": "0" }],
    ["lab:on: false", { "lab:on": "false" }],
    ["lab:text: a\u001b[31m", { "lab:text": "a\u001b[31m" }],
    ["lab:list: [1, 2]", { "lab:list": "[1,2]" }],
    ["lab:typo: 1", { "lab:typo": "1" }],
    ["lab:typo: {b: '<&>', a: 1}", { "lab:typo": '{"a":1,"b":"\\u003c\\u0026\\u003e"}' }],
    ["other:count: 7", { "other:count": "7" }],
    ["lab:constructor: 1", { "lab:constructor": "1" }],
  ])("hands %j over as Pulumi does", (line, changed) => {
    expect(read(`config:\n  ${line}\n`).values).toEqual({ ...defaults, ...changed });
  });

  it("hands over the values of Pulumi.yaml under a namespace, as `pulumi new` writes them", () => {
    writeFileSync(join(folder, "Pulumi.yaml"), `${declared}  pulumi:tags:\n    value:\n      pulumi:template: lab\n`);
    expect(read("").values).toEqual({ ...defaults, "pulumi:tags": '{"pulumi:template":"lab"}' });
  });

  it.each([
    [["count=6"], { "lab:count": "6" }],
    [["lab:count=6"], { "lab:count": "6" }],
    [["count=6", "count=7"], { "lab:count": "7" }],
    [["count=four"], { "lab:count": "four" }],
    [["count="], { "lab:count": "" }],
    [["count=null"], { "lab:count": "null" }],
    [['list=["a"]'], { "lab:list": '["a"]' }],
    [['text="quoted \\" text"'], { "lab:text": 'quoted " text' }],
    [['text="unfinished'], { "lab:text": '"unfinished' }],
    [["text=a=b"], { "lab:text": "a=b" }],
    [["text=1.40"], { "lab:text": "1.40" }],
    [["text=one\ntwo"], { "lab:text": "one\ntwo" }],
    [["other:count=7"], { "other:count": "7" }],
    [["constructor=1"], { "lab:constructor": "1" }],
  ])("puts the overrides %j on top of the file", (overrides, changed) => {
    expect(read("config:\n  lab:count: 5\n", ...overrides).values).toEqual({
      ...defaults,
      "lab:count": "5",
      ...changed,
    });
  });

  it("accepts a value of the wrong type that an override replaces", () => {
    expect(read("config:\n  count: four\n", "count=5").values["lab:count"]).toBe("5");
  });

  it("treats __proto__ as a key like any other", () => {
    expect(Object.entries(read("config:\n  __proto__: 1\n").values)).toContainEqual(["lab:__proto__", "1"]);
    expect(Object.entries(read("", "__proto__=1").values)).toContainEqual(["lab:__proto__", "1"]);
  });

  it.each(["count", "", "=6"])("says what an override looks like when given %j", (override) => {
    expect(refusal("", override)).toBe(
      `--config ${override}: it has the form key=value, such as --config nodeCount=3.`,
    );
  });

  it("says which file an unknown stack lacks, and how to get one", () => {
    write("");
    expect(errorOf(UserError, () => readStackConfig("prod", [], folder)).message).toBe(
      `There is no Pulumi.prod.yaml in ${folder}. Name a stack that has its file (dev), or make this one: an empty file will do.`,
    );
  });

  it.each([
    ["- 1\n", "Pulumi.dev.yaml: this must be a mapping of keys to values."],
    ["config: text\n", "Pulumi.dev.yaml, config: this must be a mapping of keys to values."],
    ["config: []\n", "Pulumi.dev.yaml, config: this must be a mapping of keys to values."],
    ["config: {\n", /^Pulumi cannot read Pulumi\.dev\.yaml: .* at line 2, column 1/],
    ["config:\n  a: 1\n  a: 2\n", /^Pulumi cannot read Pulumi\.dev\.yaml: Map keys must be unique at line 3/],
    ["config:\n  1: a\n", "Pulumi cannot read Pulumi.dev.yaml: the key 1 is not text: put it in quotes"],
    [
      "config:\n  a:b:c: 1\n",
      'Pulumi.dev.yaml, config: Pulumi cannot read the key "a:b:c". It has the form key or namespace:key.',
    ],
    [
      "config:\n  text: a\n  lab:text: b\n",
      "Pulumi.dev.yaml has text and lab:text, which are the same key: remove one of them.",
    ],
  ])("refuses the stack file %j, and says where", (file, message) => {
    expect(refusal(file)).toMatch(message);
  });

  it.each(["My Own!", "동물병원", "x".repeat(101)])(
    "refuses the project's name %j, which Pulumi would refuse",
    (name) => {
      writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name, runtime: "nodejs" }));
      expect(refusal("config: {}")).toBe(
        `Pulumi.yaml, name: ${JSON.stringify(name)} is none that Pulumi takes. Write up to 100 letters, digits, -, _ and ., such as ` +
          "name: container-lab",
      );
    },
  );

  it("says which key of Pulumi.yaml is not declared correctly", () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: lab\nconfig:\n  count: 4\n");
    expect(refusal("")).toBe("Pulumi.yaml, config, count: this must be a mapping of keys to values.");
  });

  it.each([
    ["a value", "  lab:text:\n    secure: v1:c2VjcmV0\n"],
    ["an item of a list", "  lab:text:\n    - secure: v1:c2VjcmV0\n"],
  ])("refuses %s that Pulumi keeps encrypted, and says how to give it", (_what, lines) => {
    const message = refusal(`config:\n${lines}`);
    expect(message).toContain("lab:text");
    expect(message).toContain("--config text=");
    expect(message).not.toContain("c2VjcmV0");
  });

  it("accepts an encrypted value of another namespace, and one that is overridden", () => {
    const secret = "    secure: v1:c2VjcmV0\n";
    expect(read(`config:\n  other:key:\n${secret}  lab:text:\n${secret}`, "text=a").values["lab:text"]).toBe("a");
  });

  it.each([
    ["nodeCount: 5\n", "move nodeCount under config: as nodeCount"],
    ["lab:nodeCount: 5\n", "move lab:nodeCount under config: as nodeCount"],
    ["students: [kim]\n", "move students under config: as students"],
    ["Config:\n  text: a\n", "rename Config to config"],
    ["anything: 5\n", "remove anything at the top level"],
  ])("refuses %j at the top level of a stack file, where it has no effect", (file, way) => {
    const [key] = file.split(/:[ \n]/);
    const message = refusal(file);
    expect(message).toContain(`  ${key} is `);
    expect(message).toContain("Pulumi does not read it at the top level of Pulumi.dev.yaml, so it has no effect\n");
    expect(message).toContain(`to fix: in Pulumi.dev.yaml, ${way}`);
  });

  it("accepts a value at the top level that has an anchor", () => {
    expect(read("base: &b 7\nconfig:\n  count: *b\n").values["lab:count"]).toBe("7");
  });

  it("notes that the values of an environment are not in it", () => {
    expect(read("environment:\n  - lab/dev\n").notes).toEqual([
      "Pulumi.dev.yaml names an environment of Pulumi ESC. Only Pulumi can read it: its values are not in this rehearsal.",
    ]);
  });

  it("reports faults of the file and of the configuration together, each with its own way out", () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: lab\nconfig:\n  windows: { type: boolean, default: false }\n");
    write("Nodes: 3\nconfig:\n  windows: yes\n  nodeCuont: 3\n");
    const error = errorOf(ConfigError, () => readStackConfig("dev", ["replicas=-1"], folder));
    expect(error.message.match(/(?<=to fix: ).*/g)).toEqual([
      "in Pulumi.dev.yaml, remove Nodes at the top level",
      "in Pulumi.dev.yaml, write windows: true",
      "in Pulumi.dev.yaml, rename nodeCuont to nodeCount; or run",
      "npm start -- --config replicas=8",
    ]);
  });
});
