import { defaultStack } from "../../../config/stacks";
import { defineCommand, jsonOption } from "../../command";
import { lifetimeJson, lifetimeOptions } from "../../studentAccess/options";

export const kubeconfigs = defineCommand({
  name: "kubeconfigs",
  summary: "Write the kubeconfigs of the hand-out alone, each into a file that only you can read",
  options: {
    out: {
      kind: "text",
      short: "o",
      placeholder: "folder",
      summary: "where to; it is made if it does not exist",
      required: true,
    },
    stack: { kind: "text", short: "s", placeholder: "name", summary: "stack of the students", default: defaultStack },
    ...lifetimeOptions,
    json: jsonOption(`folder, files, others; ${lifetimeJson}`),
  },
  run: async (context, options) => (await import("./kubeconfigs")).kubeconfigs(context, options),
});
