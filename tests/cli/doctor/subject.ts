import type { Check, Finding, Subject } from "../../../cli/doctor/check";
import { rehearse } from "../../../cli/rehearse";
import { type FakeArm, type FakeArmOptions, fakeArm } from "../azure/fakeArm";
import { type Scenario, fakeContext, projectFolder } from "../harness";
import { memoize } from "../../lab";

/** What a check is asked about. */
export interface Given extends FakeArmOptions {
  /** `key=value` each. */
  readonly config?: readonly string[];
  /** Ids on Azure that Pulumi's state has, by their types; `null`: there is no such stack. @default an empty state */
  readonly state?: Readonly<Record<string, string>> | null;
  readonly scenario?: Partial<Scenario>;
  readonly stack?: string;
  readonly folder?: string;
}

const rehearsed = memoize((stack: string, ...config: string[]) =>
  rehearse(fakeContext(projectFolder(), {}).context, { stack, config }),
);

export async function subjectOf(fake: FakeArm, given: Given): Promise<Subject> {
  const { config = [], state = {}, scenario = {}, stack = "dev", folder = projectFolder() } = given;
  const { context } = fakeContext(folder, { clock: fake.clock, ...scenario });
  const rehearsal = await rehearsed(stack, ...config);
  const resources = Object.entries(state ?? {}).map(([type, id]) => ({ urn: id, type, id }));
  return {
    ...{ context, stack, rehearsal, config: rehearsal.config },
    arm: () => fake.connect(),
    pulumiVersion: () => Promise.resolve("v1.0.0"),
    state: () => Promise.resolve(state === null ? undefined : resources),
  };
}

/** Runs one check against a fake Azure. */
export async function findingsOf(
  check: Check,
  given: Given = {},
): Promise<{ findings: readonly Finding[]; fake: FakeArm }> {
  const fake = await fakeArm(given);
  return { findings: await check.run(await subjectOf(fake, given)), fake };
}

/** `ok`, `warning` or `fails` of each finding. */
export function statuses({ findings }: { findings: readonly Finding[] }): string[] {
  return findings.map(({ status }) => status);
}

/** Type of the cluster and its id, as the state of a lab that is up. */
export const upState = {
  "azure-native:containerservice:ManagedCluster":
    "/subscriptions/x/resourceGroups/lab1/providers/Microsoft.ContainerService/managedClusters/c",
};

export const usage = (value: string, currentValue: number, limit: number) => ({
  name: { value, localizedValue: value },
  currentValue,
  limit,
  unit: "Count",
});
