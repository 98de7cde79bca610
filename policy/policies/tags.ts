import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { azureTypeOf } from "./azureType";

/** The cost of a lab, and what is left of it, are found by these. */
const requiredTags = ["lab", "stack", "owner"];

export const tagged: ResourceValidationPolicy = {
  name: "tagged",
  description: `A resource on Azure that can have tags has ${requiredTags.join(", ")}: the lab's costs and its leftovers are found by them.`,
  validateResource({ type, props }, reportViolation) {
    if (!takesTags(type)) return;
    const tags = (props["tags"] ?? {}) as Readonly<Record<string, unknown>>;
    const missing = requiredTags.filter((name) => (tags[name] ?? "") === "");
    if (missing.length > 0) {
      reportViolation(`It lacks the tags ${missing.join(", ")}. \`commonInputs\` of the lab's group gives them.`);
    }
  },
};

/** Whether the class of azure-native for a type sends tags. Its source says so; loading it would cost much memory. */
function takesTags(token: string): boolean {
  const type = azureTypeOf(token);
  if (type === undefined) return false;
  const folder = join(dirname(require.resolve("@pulumi/azure-native/package.json")), type.service);
  // `IPGroup` is in ipgroup.js, and `PublicIPAddress` in publicIPAddress.js.
  const fileName = `${type.resource}.js`.toLowerCase();
  const file = existsSync(folder) && readdirSync(folder).find((name) => name.toLowerCase() === fileName);
  return Boolean(file) && readFileSync(join(folder, file as string), "utf8").includes('resourceInputs["tags"] = args');
}
