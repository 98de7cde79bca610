import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { policies } from "../../policy/policies";

/** What the policies look at of a resource. */
export interface Judged {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** What all policies say of some resources that make up a stack, as `policy: resource: message`. */
export async function violationsOf(resources: readonly Judged[]): Promise<string[]> {
  const found: string[] = [];
  const args = resources.map(
    (one) => ({ ...one, urn: one.name }) as unknown as ResourceValidationArgs & PolicyResource,
  );
  for (const policy of policies) {
    const report = (name: string) => (message: string, urn?: string) =>
      void found.push(`${policy.name}: ${urn ?? name}: ${message}`);
    if ("validateStack" in policy) {
      await policy.validateStack(
        { resources: args } as unknown as Parameters<typeof policy.validateStack>[0],
        report(""),
      );
    } else {
      for (const one of args)
        for (const validate of [policy.validateResource!].flat()) await validate(one, report(one.name));
    }
  }
  return found;
}

/** A stack whose program returns some outputs. */
export function stackWith(outputs: Readonly<Record<string, unknown>>): Judged {
  return { type: "pulumi:pulumi:Stack", name: "stack", props: outputs };
}
