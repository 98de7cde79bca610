import type { LongRunningOperation, LroResponse, OperationState } from "@azure/core-lro";
import type { z } from "zod";
import { parseJson } from "../../lib/json";
import { CannotTell } from "../cannotTell";
import type { Clock } from "../clock";
import type { Answer } from "./answers";
import { awaited } from "./awaited";

/** Sends a request. @throws ArmRefusal */
export type Send = (method: "GET" | "POST", url: string, body?: object) => Promise<Answer>;

/** Between two looks. Registries answer within seconds. */
const lookMs = 2000;
const longestMs = 5 * 60_000;

/**
 * Sends a request that Azure may answer later, and waits for the answer; by which of Azure's headers is the SDK's part. The answer is
 * a secret: what cannot be read of it is not shown.
 *
 * @throws ArmRefusal; CannotTell
 */
export async function secretOperation<T>(
  send: Send,
  url: string,
  body: object,
  shape: z.ZodType<T>,
  clock: Clock,
): Promise<T> {
  const { createHttpPoller } = await import("@azure/core-lro");
  const asked = `POST ${new URL(url).pathname}`;
  const operation: LongRunningOperation<Answer> = {
    requestMethod: "POST",
    requestPath: url,
    sendInitialRequest: async () => responseOf(await send("POST", url, body)),
    sendPollRequest: async (path) => responseOf(await send("GET", path)),
  };
  const begin = () =>
    createHttpPoller<Answer, OperationState<Answer>>(operation, { resourceLocationConfig: "location" });
  const late = `Azure has not answered ${asked} within five minutes. Run the command again.`;
  const poller = await awaited(begin, clock, { lookMs, longestMs, late });
  const parsed = shape.safeParse(parseJson(poller.getResult()?.text ?? ""));
  if (parsed.success) return parsed.data;
  throw new CannotTell(`Azure's answer to ${asked} cannot be read: is it a proxy's? Run the command again.`);
}

function responseOf(answer: Answer): LroResponse<Answer> {
  const { status, headers, text } = answer;
  return { flatResponse: answer, rawResponse: { statusCode: status, headers: { ...headers }, body: parseJson(text) } };
}
