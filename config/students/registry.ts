import { createHash } from "node:crypto";
import { registryTokenName } from "../../facts/azure/registry";
import type { Student } from "./index";

/** Repositories of the lab's registry that are nobody's own: `library/…` are Docker's official images. */
export const sharedRepositories = { app: "app", library: "library" };

/**
 * The name by which a student logs in to the lab's registry, on every target. A long one is cut, and ends with digits that tell it
 * from others which begin alike.
 */
export function registryUser({ label }: Pick<Student, "label">): string {
  const name = `student-${label}`;
  if (name.length <= registryTokenName.longest) return name;
  const digits = createHash("sha256").update(label).digest("hex").slice(0, 8);
  return `${name.slice(0, registryTokenName.longest - digits.length - 1)}-${digits}`;
}
