import { defaultStack } from "../../../config/stacks";
import { defineCommand, jsonOption } from "../../command";

export const gone = defineCommand({
  name: "gone",
  summary: "Look for what is still there of a lab: on Azure or on Docker, and in Pulumi's state",
  options: {
    stack: { kind: "text", short: "s", placeholder: "name", summary: "stack of the lab", default: defaultStack },
    wait: {
      kind: "text",
      placeholder: "time",
      summary: "how long what is being deleted is waited for",
      default: "15m",
    },
    delete: {
      kind: "flag",
      summary:
        "delete what carries the lab's tag and is in its groups, after a confirmation that you type; on Docker what has its label",
    },
    json: jsonOption("outcome (gone, left or cannot tell), left, state, unanswered, notes, costADay"),
  },
  run: async (context, options) => (await import("./gone")).gone(context, options),
});
