import { defaultStack } from "../../../config/stacks";
import { defineCommand, jsonOption } from "../../command";

export const kubeconfigs = defineCommand({
  name: "kubeconfigs",
  summary: "Write each student's kubeconfig into a file of its own that only you can read",
  options: {
    out: {
      kind: "text",
      short: "o",
      placeholder: "folder",
      summary: "where to; it is made if it does not exist",
      required: true,
    },
    stack: { kind: "text", short: "s", placeholder: "name", summary: "stack of the students", default: defaultStack },
    lifetime: {
      kind: "text",
      placeholder: "time",
      summary: "the files work for this long, such as 8h; without it, as long as the student's space exists",
    },
    "until-end": { kind: "flag", summary: "the files work until the stack's endsAt" },
    json: jsonOption("folder, files, others; with a lifetime also endsAt (of the first that ends), shortened"),
  },
  run: async (context, options) => (await import("./kubeconfigs")).kubeconfigs(context, options),
});
