import { defineCommand } from "../../command";

export const pulumi = defineCommand({
  name: "pulumi",
  summary: "Run the Pulumi CLI on a stack on Azure, as in `npm run pulumi -- up`",
  options: {},
  rest: { placeholder: "args", summary: "arguments of Pulumi" },
  run: async (context, _options, args) => (await import("./pulumi")).runPulumi(context, args),
});
