import type { PipelineResponse } from "@azure/core-rest-pipeline";
import type { z } from "zod";
import { parseJson } from "../../lib/json";
import { CannotTell } from "../cannotTell";
import type { Account } from "./account";
import { signInFault } from "./credential";

/** An answer with success, and what was asked. */
export interface Answer {
  /** Method and path. */
  readonly asked: string;
  readonly text: string;
  /** Of HTTP. */
  readonly status: number;
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What an answer holds. @throws CannotTell if it has another form */
export function checked<T>(shape: z.ZodType<T>, { asked, text }: Answer): T {
  const parsed = shape.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  throw new CannotTell(`Azure's answer to ${asked} cannot be read${where}: ${text.slice(0, 120)}`);
}

/** The SDK throws for an answer that is no JSON, too: what that means, the caller knows. */
export async function answered(
  ask: () => Promise<PipelineResponse>,
  asked: string,
  account: Account,
): Promise<PipelineResponse> {
  try {
    return await ask();
  } catch (error) {
    const fault = signInFault(error, account);
    if (fault !== undefined) throw fault;
    const { code, message, name, response } = error as NodeJS.ErrnoException & { response?: PipelineResponse };
    if (name !== "RestError") throw error;
    if (response !== undefined) return response;
    throw new CannotTell(`Azure does not answer ${asked} (${code ?? message}). Is this machine on the Internet?`);
  }
}
