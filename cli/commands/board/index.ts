import { defaultStack } from "../../../config/stacks";
import { defineCommand, jsonOption } from "../../command";

export const board = defineCommand({
  name: "board",
  summary: "Show who is where in the exercises, live: a page for the projector and one for you, on 127.0.0.1",
  options: {
    stack: { kind: "text", short: "s", placeholder: "name", summary: "stack of the class", default: defaultStack },
    port: {
      kind: "text",
      short: "p",
      placeholder: "number",
      summary: "where the pages are; a free one if it is taken",
      default: "8095",
    },
    json: jsonOption("what the board shows now (stack, exercises, students, nodes, sources), and ends"),
  },
  run: async (context, options) => (await import("./board")).board(context, options),
});
