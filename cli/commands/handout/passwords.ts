import { z } from "zod";
import { registryUser } from "../../../config/students/registry";
import { inGroups } from "../../../lib/groups";
import { UserError } from "../../../lib/userError";
import type { Arm } from "../../azure/arm";
import { ArmRefusal } from "../../azure/refusal";
import type { Context } from "../../context";
import type { StackOutputs } from "../../kubernetes/stackAccess";

/** Azure's API of registries; the version that the lab's resources have. */
const apiVersion = "2023-01-01-preview";
/** Each token has two passwords. The lab uses the first one; who hands out again replaces it. */
const passwordName = "password1";
/** Requests at a time. */
const concurrency = 5;

const credentials = z.object({
  passwords: z.array(z.object({ name: z.string(), value: z.string() })).transform((passwords, issues) => {
    const own = passwords.find(({ name }) => name === passwordName);
    if (own === undefined) issues.addIssue(`it has no ${passwordName}`);
    return own?.value ?? "";
  }),
});

/** Whose passwords, and until when they work. */
export interface PasswordRequest {
  readonly outputs: StackOutputs;
  /** The students' labels. */
  readonly labels: readonly string[];
  /** RFC 3339. @default for ever */
  readonly endsAt: string | undefined;
}

/**
 * Each student's password for the registry, by label. On Docker the stack has them. On Azure nobody has: they are generated now, and
 * replace those that were generated before.
 *
 * @returns nothing for a lab whose registry has no students
 * @throws UserError, CannotTell
 */
export async function registryPasswords(
  { azure }: Pick<Context, "azure">,
  { outputs, labels, endsAt }: PasswordRequest,
): Promise<Readonly<Record<string, string>>> {
  const { registryId, registryPasswords: known = {} } = outputs;
  if (registryId === undefined) return known;
  const arm = await azure.connect(subscriptionOf(registryId));
  const pairs = await inGroups(labels, concurrency, async (label) => {
    return [label, await generatePassword(arm, registryId, label, endsAt)] as const;
  });
  return Object.fromEntries(pairs);
}

function subscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)\//.exec(id)?.[1];
}

/** A long-running operation of a registry (Azure/azure-rest-api-specs, `Registries_GenerateCredentials`). */
async function generatePassword(arm: Arm, registryId: string, label: string, endsAt: string | undefined) {
  const tokenId = `${registryId}/tokens/${registryUser({ label })}`;
  const body = { tokenId, name: passwordName, ...(endsAt !== undefined && { expiry: endsAt }) };
  const path = `${registryId}/generateCredentials`;
  try {
    return (await arm.postForSecret({ path, apiVersion, body, shape: credentials })).passwords;
  } catch (error) {
    if (!(error instanceof ArmRefusal)) throw error;
    throw new UserError(
      `Azure gave no password for ${label}, so nothing was written. Passwords that were handed out before may have ended: when this is ` +
        `mended, hand out to all again. ${error.message}`,
    );
  }
}
