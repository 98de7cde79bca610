import { z } from "zod";
import {
  longestTagName,
  longestTagValue,
  mostTags,
  refusedInTagNames,
  reservedTagPrefixes,
  tagsOfAks,
} from "../../facts/azure/tags";
import { type Kind, text } from "../kinds";

/** Tags that every resource of the lab has. */
const ownTags = ["lab", "stack", "owner", "endsAt"];

/** So many that a scale set has room for them, for the lab's own and for those of AKS. */
const mostFurtherTags = mostTags - ownTags.length - tagsOfAks;

/** The value of the tag `owner`: any text, but some. */
export const tagValue: Kind<string> = text(
  /^[^]+$/,
  longestTagValue,
  `any text of 1 to ${longestTagValue} characters`,
  "instructor",
);

/** With `config set --path`, Pulumi takes what looks like a number or a flag for one. */
const furtherValue: Kind<string> = {
  type: "string",
  schema: z.union([z.string(), z.number(), z.boolean()]).transform(String).pipe(z.string().max(longestTagValue)),
  allowed: `any text of up to ${longestTagValue} characters`,
  example: "containers",
};

/** Tags by name, besides the lab's own. */
export const furtherTags: Kind<Readonly<Record<string, string>>> = {
  type: "object",
  schema: z.record(z.string(), furtherValue.schema),
  entries: { value: furtherValue, nameFault },
  allowed:
    `up to ${mostFurtherTags} names of up to ${longestTagName} characters without ${refusedInTagNames.join(" ")}, each with any ` +
    `text of up to ${longestTagValue} characters; no name twice, ${ownTags.join(", ")}, or starting with ${reservedTagPrefixes.join(", ")}`,
  example: '{"course":"containers"}',
};

/** @param earlier the names before it */
function nameFault(name: string, earlier: readonly string[]): string | undefined {
  const same = (other: string) => other.toLowerCase() === name.toLowerCase();
  const own = ownTags.find(same);
  const twin = earlier.find(same);
  const prefix = reservedTagPrefixes.find((reserved) => name.toLowerCase().startsWith(reserved));
  const sign = refusedInTagNames.find((refused) => name.includes(refused));
  if (own !== undefined) return `the lab itself has the tag ${own}`;
  if (twin !== undefined) return `Azure takes it for the same name as ${twin}`;
  if (prefix !== undefined) return `names that start with ${prefix} are reserved`;
  if (sign !== undefined) return `a tag's name cannot contain ${sign}`;
  if (name === "" || name.length > longestTagName) return `a tag's name has 1 to ${longestTagName} characters`;
  return earlier.length < mostFurtherTags ? undefined : `it is one more than ${mostFurtherTags} tags`;
}
