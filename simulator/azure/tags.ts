import {
  longestTagName,
  longestTagValue,
  mostTags,
  refusedInTagNames,
  reservedTagPrefixes,
} from "../../facts/azure/tags";
import { faultsOf, repeatedNames } from "../model";

/** What Azure would refuse in the tags of a resource. */
export function tagFaults(tags: Readonly<Record<string, unknown>> = {}): string[] {
  const names = Object.keys(tags);
  return [
    ...faultsOf([names.length > mostTags, `it has ${names.length} tags, and Azure takes ${mostTags}`]),
    ...repeatedNames(names).map((name) => `two of its tags have the name ${name}, but for case`),
    ...names.flatMap((name) =>
      faultsOf(
        [
          refusedInTagNames.some((sign) => name.includes(sign)),
          `the name of its tag ${name} has a sign that Azure refuses`,
        ],
        [
          reservedTagPrefixes.some((prefix) => name.toLowerCase().startsWith(prefix)),
          `the name of its tag ${name} starts with a word that Azure reserves`,
        ],
        [
          name === "" || name.length > longestTagName,
          `its tag ${name.slice(0, 20)}… has no name of 1 to ${longestTagName} characters`,
        ],
        [
          typeof tags[name] !== "string" || tags[name].length > longestTagValue,
          `the value of its tag ${name} is not a text of up to ${longestTagValue} characters`,
        ],
      ),
    ),
  ];
}
