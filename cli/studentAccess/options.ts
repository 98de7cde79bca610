/** Options of commands that write kubeconfigs of students. */
export const lifetimeOptions = {
  lifetime: {
    kind: "text",
    placeholder: "time",
    summary: "the kubeconfigs work for this long, such as 8h; without it, as long as the student's space exists",
  },
  "until-end": { kind: "flag", summary: "the kubeconfigs work until the stack's endsAt" },
} as const;

/** What `--json` tells of the end of kubeconfigs that have one. */
export const lifetimeJson = "with a lifetime also endsAt (of the first that ends), shortened";
