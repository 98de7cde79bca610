import { parse } from "yaml";
import { parseGoYaml } from "../../lib/goYaml";
import { yamlDocument } from "../../lib/yaml";

/** Texts that YAML 1.1, YAML 1.2 or Go's mix of both would take for something else. */
const words = [
  ...["y", "n", "Y", "yes", "no", "No", "on", "OFF", "true", "False", "null", "~", ""],
  ...["7", "007", "08", "0o17", "0x1f", "0b1", "1_000", "-1", "1e3", ".5", "1.", ".inf", ".NaN", "1.30"],
  ...["12:30", "190:20:30.15", "2027-01-29", "2027-01-29T18:00:00+09:00"],
  ...[
    "- a",
    "a: b",
    "# a",
    "!a",
    "&a",
    "*a",
    "{a",
    "%a",
    "@a",
    "=",
    "'a",
    '"a',
    " a",
    "a\u0085b",
    "a\u2028b",
    "\ufeffa",
  ],
];

const readers: Record<string, (text: string) => unknown> = {
  "YAML 1.1": (text) => parse(text, { version: "1.1" }) as unknown,
  "YAML 1.2": (text) => parse(text) as unknown,
  "Go's mix of both": (text) => parseGoYaml(text).value,
};

describe("yamlDocument", () => {
  it.each(Object.keys(readers))(
    "writes every word so that %s reads it as text: a value, a key, and in a list",
    (reader) => {
      const read = words.map((word) =>
        readers[reader]!(yamlDocument({ value: word, list: [word], keys: { [word]: 1 } })),
      );
      expect(read).toEqual(words.map((word) => ({ value: word, list: [word], keys: { [word]: 1 } })));
    },
  );

  it("keeps numbers, booleans and null what they are, and plain words without quotes", () => {
    expect(yamlDocument({ a: 1, b: true, c: null, d: "kim", e: "two\nlines\n" })).toBe(
      "a: 1\nb: true\nc: null\nd: kim\ne: |\n  two\n  lines\n",
    );
  });

  it("breaks no line, however long", () => {
    const text = Array(100).fill("word").join(" ");
    expect(yamlDocument({ text })).toBe(`text: ${text}\n`);
  });
});
