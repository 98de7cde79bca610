import { defineCommand, jsonOption } from "../../command";

/** Runs the lab on this machine's own Docker, with the Pulumi CLI that `npm ci` installed and a state in files. */
export const localUp = defineCommand({
  name: "local up",
  summary: "Bring it up, or up to date",
  options: { json: jsonOption("appUrl, answers (whether the app does yet)") },
  run: async (context, options) => (await import("./up")).up(context, options),
});

export const localDown = defineCommand({
  name: "local down",
  summary: "Remove it, with all that was on it",
  options: {
    "cluster-gone": { kind: "flag", summary: "forget what was on a cluster that nobody can reach any more" },
    json: jsonOption("left (what Docker still has of it)"),
  },
  run: async (context, options) => (await import("./down")).down(context, options),
});

export const localPulumi = defineCommand({
  name: "local pulumi",
  summary: "Run the Pulumi CLI on it, as in `npm run local:pulumi -- config set nodeCount 3`",
  options: {},
  rest: { placeholder: "args", summary: "arguments of Pulumi" },
  run: async (context, _options, args) => (await import("./stack")).pulumiHere(context, args),
});
