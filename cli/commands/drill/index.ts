import { defaultStack } from "../../../config/stacks";
import { defineCommand, jsonOption } from "../../command";

export const drill = defineCommand({
  name: "drill",
  summary: "Lose a node under a steady load, and measure what visitors notice and how long the recovery takes",
  options: {
    stack: { kind: "text", short: "s", placeholder: "name", summary: "stack of the lab", default: defaultStack },
    node: { kind: "text", placeholder: "name", summary: "the node to lose; without it, one that serves the app" },
    mode: {
      kind: "text",
      placeholder: "mode",
      summary:
        "kill (Docker's default), cut (AKS's default: no network for a time), power-off (AKS), drain (the default elsewhere)",
    },
    for: { kind: "text", placeholder: "time", summary: "how long a cut lasts", default: "2m" },
    rate: { kind: "text", placeholder: "number", summary: "requests a second", default: "20" },
    html: {
      kind: "text",
      placeholder: "file",
      summary: "write the timeline, the chart and the figures as a page, too",
    },
    "max-failed": { kind: "text", placeholder: "number", summary: "ends with 1 if more requests fail" },
    "max-recovery": { kind: "text", placeholder: "time", summary: "ends with 1 if full strength takes longer" },
    restore: { kind: "flag", summary: "no drill: bring back what one left that was killed" },
    json: jsonOption("node, mode, figures, seconds, timeline, perSecond, reasons; with --restore restored, left"),
  },
  run: async (context, options) => (await import("./drill")).drill(context, options),
});
