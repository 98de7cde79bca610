import { z } from "zod";
import { defineKind, failing, missing } from "./kind";

/** The registry accepts the student's login. */
export const registryLogin = defineKind({
  // Only the student's own machine knows whether it has one.
  room: "login",
  parameters: {},
  ways: ["none", "refused"],
  find: (_parameters, { login }) =>
    login === "accepted" ? undefined : login === "refused" ? failing("refused") : missing("none"),
});

/** An image is in the student's part of the registry. */
export const imagePushed = defineKind({
  room: "registry",
  parameters: { repository: z.string(), tag: z.string() },
  ways: ["not-logged-in", "missing", "other-tag"],
  find({ repository, tag }, { registry }) {
    const details = { repository, tag };
    if (registry?.login !== "accepted") return missing("not-logged-in", details);
    const tags = registry.tags[repository] ?? [];
    if (tags.length === 0) return missing("missing", details);
    return tags.includes(tag) ? undefined : missing("other-tag", { ...details, found: tags.join(", ") });
  },
});
