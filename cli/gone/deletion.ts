import { UserError } from "../../lib/userError";
import { groupOf, isGroup, isSame, isUnder, nameOf } from "../azure/ids";
import { createApiVersions } from "../azure/apiVersions";
import type { Arm } from "../azure/arm";
import { ArmRefusal } from "../azure/refusal";
import { fixedApiVersion, isExtension } from "./kinds";
import type { Findings, Leftover } from "./search";

/**
 * What may be deleted: what carries the lab's tags and is in one of its groups, and nothing else. A group goes as a whole only if all that
 * is in it may go; otherwise what may go does so one by one, and the group stays.
 */
export function deletable({ left, groups }: Findings): Leftover[] {
  const isIn = ({ id }: Leftover, group: string) => isSame(groupOf(id) ?? "", group);
  return groups.flatMap((group) => {
    const own = left.find((one) => isIn(one, group) && isGroup(one.id));
    const inside = left.filter((one) => isIn(one, group) && !isGroup(one.id) && !isExtension(one.id));
    const tagged = inside.filter(({ tagged }) => tagged);
    const may = inside.filter((one) => one.tagged || tagged.some(({ id }) => isUnder(one.id, id)));
    if (own?.tagged && may.length === inside.length) return [own];
    return tagged.filter((one) => !tagged.some(({ id }) => isUnder(one.id, id)));
  });
}

/** Refusals that pass once something else is gone: a machine holds its disk and its network interface. */
const inUse = /InUse|CannotBeDeleted|Reserved|Conflict|OperationNotAllowed|AnotherOperation|AttachedTo/i;

/**
 * Deletes things in rounds: what another one still holds is tried again in the next, as long as a round gets anywhere.
 *
 * @returns why something could not be deleted, each in a sentence
 */
export async function deleteAll(arm: Arm, things: readonly Leftover[], say: (line: string) => void): Promise<string[]> {
  const apiVersion = createApiVersions(arm);
  let waiting = [...things];
  for (;;) {
    const faults: { thing: Leftover; error: ArmRefusal }[] = [];
    for (const thing of waiting) {
      say(`Deleting ${thing.kind} ${thing.name} …`);
      try {
        await arm.remove(thing.id, fixedApiVersion(thing.id) ?? (await apiVersion(thing.id)));
      } catch (error) {
        if (!(error instanceof ArmRefusal)) throw error;
        faults.push({ thing, error });
      }
    }
    const again = faults.filter(({ error }) => inUse.test(error.code)).map(({ thing }) => thing);
    if (again.length === 0 || faults.length === waiting.length)
      return faults.map(({ thing, error }) => sentence(thing, error));
    waiting = again;
  }
}

function sentence({ kind, name, id }: Leftover, { code, message }: ArmRefusal): string {
  if (code !== "ScopeLocked") return `${kind} ${name}: ${message}`;
  return `${kind} ${name} is locked. \`az lock list --resource-group ${groupOf(id) ?? nameOf(id)}\` shows the lock.`;
}

/** Nobody types that by accident. @throws UserError if it is not typed */
export function requireTyped(typed: string | undefined, lab: string): void {
  if (typed?.trim() === lab) return;
  throw new UserError(
    typed === undefined
      ? "--delete asks for a confirmation that somebody types, and here nobody can. Nothing was deleted."
      : `That is not ${lab}. Nothing was deleted.`,
  );
}
