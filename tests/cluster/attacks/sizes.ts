import { mostKibibytes } from "../../../components/kubernetes/students/admission/sizes";
import { type Attack, byPolicy } from "./attack";
import { leastObjects } from "./finalizers";
import { manyFields } from "./manyFields";
import type { Place } from "./place";
import { create, patch } from "./requests";

const harm = "rewritten again and again, it filled the API server's database for everybody";
const stopped = byPolicy("sizes", "KiB");

const bytes = mostKibibytes * 1024;
const text = "x".repeat(bytes);
const base64 = Buffer.from(text).toString("base64");
const half = text.slice(0, bytes / 2);
/** Each of its signs has three bytes in UTF-8. */
const hangul = "가".repeat(bytes / 3);
const longKeys = Object.fromEntries(
  Array.from({ length: bytes / 250 }, (_, index) => [`${index}`.padEnd(253, "k"), ""]),
);
const shortKeys = Object.fromEntries(Array.from({ length: bytes / 15 }, (_, index) => [`key${index}`, "eA=="]));

const configMaps: Readonly<Record<string, object>> = {
  "of one long text": { data: { k: text } },
  "of few signs with many bytes": { data: { k: hangul } },
  "of many keys": { data: shortKeys },
  "of long keys": { data: longKeys },
  "of binary data": { binaryData: { k: base64 } },
  "half of text, half of binary data": { data: { k: half }, binaryData: { l: Buffer.from(half).toString("base64") } },
  "that never changes": { immutable: true, data: { k: text } },
};

const secrets: Readonly<Record<string, object>> = {
  "of one long value": { data: { k: base64 } },
  "of plain text": { stringData: { k: text } },
  "of many keys": { data: shortKeys },
  "of long keys": { data: longKeys },
  "of a type of its own": { type: "example.com/any", data: { k: base64 } },
};

/** What every kind has. */
const metadata: Readonly<Record<string, object>> = {
  "long annotations": { annotations: { a: text } },
  "many annotations": { annotations: shortKeys },
  "many labels": { labels: Object.fromEntries(Object.keys(shortKeys).map((key) => [key, "x".repeat(10)])) },
  "many owners": {
    ownerReferences: Array.from({ length: bytes / 100 }, (_, index) => ({
      apiVersion: "v1",
      kind: "Secret",
      name: `secret-${index}`,
      uid: `00000000-0000-0000-0000-${index}`,
    })),
  },
  "an owner with a long name": { ownerReferences: [{ apiVersion: "v1", kind: "Secret", name: text, uid: "uid" }] },
};

/** Objects that take much of the database. @param existing name of one object of each kind */
export function sizeAttacks(place: Place, existing: string): Attack[] {
  const { own } = place;
  const withData = (resource: string, contents: Readonly<Record<string, object>>) =>
    Object.entries(contents).flatMap(([name, content]): Attack[] => [
      {
        name: `one of the ${resource} ${name}`,
        harm,
        request: create(resource, own, { metadata: { name: "attack" }, ...content }),
        stopped,
      },
      {
        name: `one of the ${resource} that grows to one ${name}`,
        harm,
        request: patch(resource, own, existing, { ...content, type: undefined }),
        stopped,
      },
    ]);
  const withMetadata = Object.entries(leastObjects(place)).flatMap(([resource, object]) =>
    Object.entries(metadata).map(([what, part]) => ({
      name: `one of the ${resource} with ${what}`,
      harm,
      request: create(resource, own, { ...object, metadata: { name: "attack", ...part } }),
      stopped,
    })),
  );
  const withFields = manyFields(place, bytes).map(({ what, resource, body }) => ({
    name: `one of the ${resource} with much in ${what}`,
    harm,
    request: create(resource, own, { metadata: { name: "attack" }, ...body }),
    stopped,
  }));
  return [...withData("configmaps", configMaps), ...withData("secrets", secrets), ...withMetadata, ...withFields];
}
