import { defaultStack } from "../../../config/stacks";
import { defineCommand, jsonOption } from "../../command";

export const down = defineCommand({
  name: "down",
  summary: "Remove a lab, on Azure or on Docker, and prove that nothing is left",
  options: {
    stack: { kind: "text", short: "s", placeholder: "name", summary: "stack of the lab", default: defaultStack },
    yes: { kind: "flag", short: "y", summary: "ask nothing" },
    "cluster-gone": {
      kind: "flag",
      summary: "forget what was on an existing cluster (kubeContext) that nobody can reach any more",
    },
    json: jsonOption("outcome (gone, left or cannot tell), left, state, unanswered, notes, costADay"),
  },
  run: async (context, options) => (await import("./down")).down(context, options),
});
