import { registryUser } from "../../../config/students/registry";
import { httpRequest } from "../../../lib/httpRequest";
import { inGroups } from "../../../lib/groups";
import { isMapping, parseJson } from "../../../lib/json";
import { UserError } from "../../../lib/userError";
import { CannotTell } from "../../cannotTell";
import type { Context } from "../../context";
import type { StackOutputs } from "../../kubernetes/stackAccess";

/** Azure's API of registries; the version that the lab's resources have. */
const apiVersion = "2023-01-01-preview";
const manager = "https://management.azure.com";
/** Requests at a time. */
const concurrency = 5;
const answerMs = 60_000;

/** Whose passwords, and until when they work. */
export interface PasswordRequest {
  readonly outputs: StackOutputs;
  /** The students' labels. */
  readonly labels: readonly string[];
  /** RFC 3339. @default for ever */
  readonly endsAt: string | undefined;
  /** @default Azure's own */
  readonly managerUrl?: string;
}

/**
 * Each student's password for the registry, by label. On Docker the stack has them. On Azure nobody has: they are generated now, and
 * replace those that were generated before.
 *
 * @returns nothing for a lab whose registry has no students
 * @throws UserError, CannotTell
 */
export async function registryPasswords(
  context: Context,
  request: PasswordRequest,
): Promise<Readonly<Record<string, string>>> {
  const { outputs, labels } = request;
  if (outputs.registryId === undefined) return outputs.registryPasswords ?? {};
  const { registryId } = outputs;
  const token = await azureToken(context);
  const pairs = await inGroups(labels, concurrency, async (label) => {
    return [label, await generatePassword(context, { ...request, registryId, label, token })] as const;
  });
  return Object.fromEntries(pairs);
}

/** The user's own, from the Azure CLI that made the stack. */
async function azureToken({ run, env }: Context): Promise<string> {
  const args = ["account", "get-access-token", "--resource", manager, "--query", "accessToken", "--output", "tsv"];
  const { code, stdout } = await run("az", args, env);
  if (code === 0 && stdout.trim() !== "") return stdout.trim();
  throw new UserError(
    "The Azure CLI is not signed in, and passwords of the registry are Azure's to make. Run `az login`.",
  );
}

async function generatePassword(
  { env }: Context,
  {
    registryId,
    label,
    token,
    endsAt,
    managerUrl = manager,
  }: PasswordRequest & { registryId: string; label: string; token: string },
): Promise<string> {
  const tokenId = `${registryId}/tokens/${registryUser({ label })}`;
  const { status, body } = await httpRequest(
    new URL(`${registryId}/generateCredentials?api-version=${apiVersion}`, managerUrl),
    {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ tokenId, name: "password1", ...(endsAt !== undefined && { expiry: endsAt }) }),
      signal: AbortSignal.timeout(answerMs),
      redirect: "error",
    },
    env,
  ).catch((error: Error) => {
    throw new CannotTell(`Azure does not answer (${error.name}): ${managerUrl}.`);
  });
  const password = passwordIn(parseJson(body));
  if (status === 200 && password !== undefined) return password;
  throw new UserError(`Azure gave no password for ${label} (HTTP ${status}): ${reasonIn(parseJson(body))}`);
}

function passwordIn(answer: unknown): string | undefined {
  const list = isMapping(answer) && Array.isArray(answer["passwords"]) ? (answer["passwords"] as unknown[]) : [];
  const own = list.find((one) => isMapping(one) && one["name"] === "password1");
  return isMapping(own) && typeof own["value"] === "string" ? own["value"] : undefined;
}

/** Azure's own words. An answer of another form may hold a password, and is not shown. */
function reasonIn(answer: unknown): string {
  const error = isMapping(answer) ? answer["error"] : undefined;
  return isMapping(error) && typeof error["message"] === "string" ? error["message"] : "the answer has another form";
}
