import { defaultStack } from "../../../config/stacks";
import { defineCommand, jsonOption } from "../../command";

export const doctor = defineCommand({
  name: "doctor",
  summary: "Check whether a stack can be brought up, before anything is made or costs money",
  options: {
    stack: { kind: "text", short: "s", placeholder: "name", summary: "stack of the lab", default: defaultStack },
    fix: { kind: "flag", summary: "register the resource providers that the subscription lacks, and wait for it" },
    json: jsonOption("checks, each with id, status (ok, warning, fails or skipped) and findings"),
  },
  run: async (context, options) => (await import("./doctor")).doctor(context, options),
});
