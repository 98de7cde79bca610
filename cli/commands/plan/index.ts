import { defaultStack } from "../../../config/stacks";
import { defineCommand, jsonOption } from "../../command";
import { jsonText } from "../../context";
import { classHours } from "../../costs/classHours";
import { htmlFileOf, writeHtml } from "../../htmlFile";

export const plan = defineCommand({
  name: "plan",
  summary: "Rehearse the lab: what Pulumi would make, without an account, Docker or the Pulumi CLI",
  options: {
    stack: {
      kind: "text",
      short: "s",
      placeholder: "name",
      summary: "stack whose file Pulumi.<name>.yaml is read",
      default: defaultStack,
    },
    config: {
      kind: "list",
      short: "c",
      placeholder: "key=value",
      summary: "set a value for this run only; may be given several times",
    },
    hours: {
      kind: "text",
      placeholder: "number",
      summary: "hours of the class, for its costs",
      default: String(classHours),
    },
    "live-prices": { kind: "flag", summary: "ask Azure's public price list for the machines' prices of today" },
    currency: {
      kind: "text",
      placeholder: "code",
      summary: "of the costs, such as KRW; another than USD asks the price list",
      default: "USD",
    },
    html: {
      kind: "text",
      placeholder: "file",
      summary: "write the lab's picture, costs and parts as a page, to look at and to print",
    },
    strict: { kind: "flag", summary: "refuse types of resources that the simulator has no model of" },
    json: jsonOption("resources, outputs, vcpus, addresses, costs, unmodelled, notes, and with students capacity"),
  },
  async run(context, options) {
    const page = options.html === undefined ? undefined : htmlFileOf(options.html, context.workingFolder);
    const { rehearseWithCosts } = await import("./plan");
    const rehearsal = await rehearseWithCosts(context, options);
    if (page !== undefined) {
      const { planPage } = await import("./picture/page");
      writeHtml(page, await planPage(rehearsal));
      context.output.err(`The lab's picture is in ${page}.\n`);
    }
    if (options.json) return context.output.out(jsonText(rehearsal.plan));
    const { planText } = await import("./text");
    return context.output.out(planText(rehearsal, context.output));
  },
});
