import { defaultStack } from "../../../config/stacks";
import { defineCommand, jsonOption } from "../../command";

export const reset = defineCommand({
  name: "reset",
  summary: "Empty a student's space: all that the student made in it is removed, and the space stays",
  options: {
    student: { kind: "text", placeholder: "name", summary: "whose, as in the list of students", required: true },
    stack: { kind: "text", short: "s", placeholder: "name", summary: "stack of the student", default: defaultStack },
    exercise: {
      kind: "text",
      placeholder: "id",
      summary: "then bring it to the beginning of this exercise, with kubectl",
    },
    timeout: { kind: "text", placeholder: "time", summary: "how long it may take, such as 90s", default: "60s" },
    json: jsonOption("student, removed (how many objects), left (what is still there), forced (pods)"),
  },
  run: async (context, options) => (await import("./reset")).reset(context, options),
});
