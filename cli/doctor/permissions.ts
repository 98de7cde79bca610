/** What a role allows, as Azure answers for the one who asks. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  /** The definition's own, on what may be done by it. */
  readonly condition?: string | null | undefined;
}

/** `conditional`: some role allows it, and only under a condition that nobody here can evaluate. */
export type Allowance = "yes" | "no" | "conditional";

/**
 * Whether permissions allow an action: each role by itself allows what its actions match and its notActions do not, and roles add up
 * (Learn, "Understand Azure role definitions", which defines the wildcard: any text, in any place).
 */
export function allowanceOf(action: string, permissions: readonly Permission[]): Allowance {
  const granting = permissions.filter(
    ({ actions, notActions }) => matchesAny(actions, action) && !matchesAny(notActions, action),
  );
  if (granting.some(({ condition }) => condition === undefined || condition === null || condition === "")) return "yes";
  return granting.length > 0 ? "conditional" : "no";
}

function matchesAny(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`, "i").test(action);
  });
}
