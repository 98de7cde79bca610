import { type Document, type ScalarTag, type Tags, isAlias, isMap, isScalar, parseAllDocuments, visit } from "yaml";
import { goTimeOf } from "./goTime";

/** A document as Go's yaml.v3 reads it. */
export interface GoYaml {
  /** Plain values; a time has the text that Go prints for it. `undefined` if there is no document. */
  readonly value: unknown;
  /** Keys of the uppermost mapping whose values hold an anchor: a YAML alias elsewhere may use them. */
  readonly anchored: readonly string[];
}

/**
 * Reads the first document of a YAML text as Go's yaml.v3 does, which mixes YAML 1.1 and 1.2: yes and no are texts, 010 is 8,
 * underscores in numbers do not count, and dates and instants are times (go.yaml.in/yaml/v3, resolve.go, v3.0.4).
 *
 * @throws Error with line and column if yaml.v3 refuses the text
 */
export function parseGoYaml(text: string): GoYaml {
  const documents = parseAllDocuments(text, { merge: true, customTags: goTags, logLevel: "silent" });
  const [document] = documents as readonly Document.Parsed[];
  if (document === undefined) return { value: undefined, anchored: [] };
  if (document.errors.length > 0) throw document.errors[0]!;
  const value = plain(document.toJS({ mapAsMap: true }));
  return { value, anchored: anchoredKeys(document) };
}

/** Tags of YAML 1.2 with Go's reading of numbers and times. */
function goTags(core: Tags): Tags {
  const others = core.filter((tag) => typeof tag === "string" || !/:(int|float)$/.test(tag.tag));
  return [...others, timeTag, wholeTag, fractionTag];
}

const timeTag: ScalarTag = {
  tag: "tag:yaml.org,2002:timestamp",
  default: true,
  test: /^\d{4}-\d/,
  resolve: (text) => goTimeOf(text) ?? text,
};

const wholeTag: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  test: /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|0|[1-9][\d_]*)$/,
  resolve: (text) => {
    const [, sign, digits = ""] = /^([-+]?)(.*)$/.exec(text.replaceAll("_", "")) ?? [];
    const number = Number(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
    return sign === "-" && number !== 0 ? -number : number;
  },
};

const fractionTag: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  test: /^[-+]?(?:\.[\d_]+|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?\d[\d_]*)?$/,
  resolve: (text) => Number(text.replaceAll("_", "")),
};

/** Maps as objects. Pulumi, as JSON, has no place for a key that is not a text. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  const entries = [...(value as Map<unknown, unknown>)];
  const [other] = entries.find(([key]) => typeof key !== "string") ?? [];
  if (other !== undefined) throw new Error(`the key ${JSON.stringify(other)} is not text: put it in quotes`);
  return Object.fromEntries(entries.map(([key, member]) => [key as string, plain(member)]));
}

function anchoredKeys(document: Document.Parsed): string[] {
  if (!isMap(document.contents)) return [];
  return document.contents.items.flatMap(({ key, value }) => {
    let anchored = false;
    visit(value, {
      Node: (_key, node) => {
        if (!isAlias(node) && node.anchor !== undefined) anchored = true;
      },
    });
    return anchored && isScalar(key) ? [String(key.value)] : [];
  });
}
