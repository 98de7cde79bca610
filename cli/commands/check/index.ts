import { defineCommand, jsonOption } from "../../command";

export const check = defineCommand({
  name: "check",
  summary: "Say how far a student is in the exercises, and what is not yet right; for all students with --stack",
  options: {
    stack: {
      kind: "text",
      short: "s",
      placeholder: "name",
      summary: "stack of the class; needs the rights of its owner",
    },
    student: { kind: "text", placeholder: "name", summary: "with --stack: only this one, as in the list of students" },
    kubeconfig: {
      kind: "text",
      placeholder: "file",
      summary: "without --stack: your own; without it, the file in KUBECONFIG or ~/.kube/config",
    },
    language: { kind: "text", placeholder: "en|ko", summary: "of titles and hints; without it, that of your terminal" },
    watch: { kind: "flag", summary: "look again every few seconds, until Ctrl+C" },
    json: jsonOption("students, each with student and exercises (id, title, state, way, hint, fails)"),
  },
  run: async (context, options) => (await import("./check")).check(context, options),
});
