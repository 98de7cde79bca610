import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStackConfig } from "../../config/stackConfig";
import { errorOf } from "../errorOf";
import { UserError } from "../../lib/userError";

const declared = `
name: lab
config:
  count: { type: integer, default: 4 }
  list: { type: array, default: [] }
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

/** What a stack file, and overrides on top of it, come to. */
function read(stackFile: string, ...overrides: string[]) {
  writeFileSync(join(folder, "Pulumi.dev.yaml"), stackFile);
  return readStackConfig("dev", overrides, folder);
}

describe("readStackConfig", () => {
  it.each(["", "# nothing\n", "config:\n", "config: {}\n", "encryptionsalt: v1:abc\n"])(
    "has the defaults of Pulumi.yaml, and nothing for a key without one, with the stack file %j",
    (file) => {
      expect(read(file)).toEqual({ project: "lab", values: defaults });
    },
  );

  it.each([
    ["count: 5", { "lab:count": "5" }],
    ["lab:count: 5", { "lab:count": "5" }],
    ["lab:count: '5'", { "lab:count": "5" }],
    ["lab:count: 0", { "lab:count": "0" }],
    ["lab:count: null", { "lab:count": "" }],
    ["lab:on: false", { "lab:on": "false" }],
    ["lab:on: no", { "lab:on": "no" }],
    ["lab:text: 19:00", { "lab:text": "19:00" }],
    ["lab:text: 2027-01-29T18:00:00+09:00", { "lab:text": "2027-01-29T18:00:00+09:00" }],
    ["lab:text: a\u001b[31m", { "lab:text": "a\u001b[31m" }],
    ["lab:text: |\n    one\n    two", { "lab:text": "one\ntwo\n" }],
    ["lab:list: [1, two, [3]]", { "lab:list": '[1,"two",[3]]' }],
    ["lab:list:\n    - a: 1", { "lab:list": '[{"a":1}]' }],
    ["lab:typo: 1", { "lab:typo": "1" }],
    ["other:count: 7", { "other:count": "7" }],
    ["lab:constructor: 1", { "lab:constructor": "1" }],
  ])("hands %j over as Pulumi does", (line, changed) => {
    expect(read(`config:\n  ${line}\n`).values).toEqual({ ...defaults, ...changed });
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

  it("takes __proto__ for a key like any other", () => {
    expect(Object.entries(read("config:\n  __proto__: 1\n").values)).toContainEqual(["lab:__proto__", "1"]);
    expect(Object.entries(read("", "__proto__=1").values)).toContainEqual(["lab:__proto__", "1"]);
  });

  it.each(["count", "", "=6"])("says what an override looks like when given %j", (override) => {
    expect(errorOf(UserError, () => read("", override)).message).toBe(
      `--config ${override}: it has the form key=value, such as --config nodeCount=3.`,
    );
  });

  it("says which file an unknown stack lacks, and how to get one", () => {
    expect(errorOf(UserError, () => readStackConfig("prod", [], folder)).message).toBe(
      `There is no Pulumi.prod.yaml in ${folder}. Name a stack that has its file, or make one: an empty file will do.`,
    );
  });

  it.each([
    ["- 1\n", "Pulumi.dev.yaml: a mapping of keys to values belongs there."],
    ["config: text\n", "Pulumi.dev.yaml, config: a mapping of keys to values belongs there."],
    ["config: []\n", "Pulumi.dev.yaml, config: a mapping of keys to values belongs there."],
    ["config: {\n", /^Pulumi\.dev\.yaml is no YAML: .* at line 2, column 1/],
    ["config:\n  a: 1\n  a: 2\n", /^Pulumi\.dev\.yaml is no YAML: Map keys must be unique at line 3/],
    ["a: 1\n---\na: 2\n", /^Pulumi\.dev\.yaml is no YAML: /],
  ])("says where the stack file %j is not as Pulumi wants it", (file, message) => {
    expect(errorOf(UserError, () => read(file)).message).toMatch(message);
  });

  it("says which key of Pulumi.yaml is not declared as it should be", () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: lab\nconfig:\n  count: 4\n");
    expect(errorOf(UserError, () => read("")).message).toBe(
      "Pulumi.yaml, config, count: a mapping of keys to values belongs there.",
    );
  });

  it("says of a value that Pulumi keeps encrypted that it cannot be read here, and how to give it", () => {
    const { message } = errorOf(UserError, () => read("config:\n  lab:text:\n    secure: v1:c2VjcmV0\n"));
    expect(message).toContain("lab:text");
    expect(message).toContain("--config text=");
    expect(message).not.toContain("c2VjcmV0");
  });

  it("reads a stack that keeps a value of another namespace encrypted, and one that is overridden", () => {
    const secret = "    secure: v1:c2VjcmV0\n";
    expect(read(`config:\n  other:key:\n${secret}  lab:text:\n${secret}`, "text=a").values["lab:text"]).toBe("a");
  });
});
