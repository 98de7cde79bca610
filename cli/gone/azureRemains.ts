import { CannotTell } from "../cannotTell";
import type { Context } from "../context";
import type { Arm } from "../azure/arm";
import { type KnownLab, knownSubscription } from "./lab";
import type { RemainingThing } from "./outcome";
import { prove } from "./proof";
import { type Findings, type Leftover, createSearch } from "./search";

/** A lab on Azure, how it is looked for, and how patiently. */
export interface AzureLook {
  readonly lab: KnownLab;
  /** Id of the subscription that the stack's configuration names; without it that of the state, or the current one. */
  readonly subscription: string | undefined;
  readonly say: (line: string) => void;
  readonly patienceMs: number;
  /** Whether everything has just been told to go. */
  readonly expected: boolean;
}

/** Azure and what it has of the lab. Without a sign-in nothing was found, and that is no answer. */
export async function lookAtAzure(
  context: Context,
  { lab, subscription, ...tools }: AzureLook,
): Promise<{ readonly arm: Arm | undefined; readonly findings: Findings }> {
  try {
    const arm = await context.azure.connect(subscription ?? knownSubscription(lab.ids));
    const findings = await prove(createSearch(arm, lab), { ...tools, clock: context.clock });
    return { arm, findings };
  } catch (error) {
    if (!(error instanceof CannotTell)) throw error;
    return { arm: undefined, findings: { left: [], groups: [], unanswered: [error.message], notes: [] } };
  }
}

export function azureThing({ tagged: _tagged, ...thing }: Leftover): RemainingThing {
  return thing;
}
