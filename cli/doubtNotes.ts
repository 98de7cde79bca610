import type { LabConfig } from "../config";
import { knownRegions } from "../facts/azure/regions";

/** What is accepted and probably cannot work: only Azure knows. */
export function doubtNotes({ target, location }: Pick<LabConfig, "target" | "location">): string[] {
  if (target !== "azure" || location === undefined || knownRegions.includes(location)) return [];
  return [
    `No region ${location} is known here. Azure may have got one of that name since; \`az account list-locations --output table\` ` +
      "shows which there are.",
  ];
}
