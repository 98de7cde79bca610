import { defaultStack } from "../../../config/stacks";
import { defineCommand, jsonOption } from "../../command";
import { lifetimeJson, lifetimeOptions } from "../../studentAccess/options";

export const handout = defineCommand({
  name: "handout",
  summary:
    "Write a folder for each student: kubeconfig, registry password, and a page to print; and cards for the class",
  options: {
    out: {
      kind: "text",
      short: "o",
      placeholder: "folder",
      summary: "where to; it must not have a hand-out yet of those who get one",
      required: true,
    },
    student: { kind: "text", placeholder: "name", summary: "only this one, as in the list of students" },
    stack: { kind: "text", short: "s", placeholder: "name", summary: "stack of the students", default: defaultStack },
    guide: {
      kind: "text",
      placeholder: "address",
      summary: "where students read the guide; without it, the address of this project's git remote",
    },
    ...lifetimeOptions,
    json: jsonOption(`folder, students; ${lifetimeJson}`),
  },
  run: async (context, options) => (await import("./handout")).handout(context, options),
});
