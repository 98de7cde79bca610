import type { ResourceManagementClient } from "@azure/arm-resources";
import { CannotTell } from "../cannotTell";
import type { Clock } from "../clock";
import type { Account } from "./account";
import { answered } from "./answers";
import { awaited } from "./awaited";
import { ArmRefusal, refusal } from "./refusal";

/** Between two looks at a deletion. Azure says 10 to 15 s in Retry-After. */
const lookMs = 15_000;

/** Nothing of a lab takes longer. */
const longestMs = 60 * 60_000;

/**
 * Deletes a resource, and waits until that is done, by either of the headers with which Azure names a long-running operation: that
 * part is the SDK's. What does not exist, or goes meanwhile, is deleted.
 */
export async function removeById(
  client: ResourceManagementClient,
  id: string,
  apiVersion: string,
  account: Account,
  clock: Clock,
): Promise<void> {
  const asked = `DELETE ${id}`;
  const late = `Azure has not ended ${asked} within an hour. Azure goes on by itself: look again later.`;
  try {
    // The SDK puts a slash before the id.
    const begin = () => client.resources.beginDeleteById(id.replace(/^\//, ""), apiVersion);
    await awaited(begin, clock, { lookMs, longestMs, late });
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode !== 404) throw await faultOf(error, asked, account);
  }
}

/** The SDK throws a refusal as an error with its answer, and an operation that came to a bad end as words alone. */
async function faultOf(error: unknown, asked: string, account: Account): Promise<unknown> {
  if (error instanceof CannotTell) return error;
  const { name, message, statusCode, response } = error as Error & {
    statusCode?: number;
    response?: { bodyAsText?: string | null };
  };
  if (statusCode !== undefined)
    return refusal(statusCode, response?.bodyAsText ?? message, asked, account.subscription.tenant);
  if (name === "Error") return new ArmRefusal(200, codeIn(message), `Azure did not finish ${asked}: ${message}`);
  return answered(() => Promise.reject(error as Error), asked, account).catch((reason: unknown) => reason);
}

/** `ScopeLocked` in "The long-running operation has failed. ScopeLocked. The scope …". */
function codeIn(message: string): string {
  return /has failed\.? ?([A-Za-z]+)\./.exec(message)?.[1] ?? "";
}
