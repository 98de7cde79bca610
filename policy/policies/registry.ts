import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isAzureType } from "./azureType";

export const noRegistryAdmin: ResourceValidationPolicy = {
  name: "no-registry-admin",
  description: "A registry has no admin user: its password never expires, and everybody who has it is the same user.",
  validateResource({ type, props }, reportViolation) {
    if (isAzureType(type, "containerregistry", "Registry") && props["adminUserEnabled"] === true) {
      reportViolation("adminUserEnabled is true. Leave it out, and give each identity the role AcrPull or AcrPush.");
    }
  },
};
