import type { TokenCredential } from "@azure/identity";
import { z } from "zod";
import { isMapping, parseJson } from "../../lib/json";
import type { Clock } from "../clock";
import type { Environment } from "../context";
import type { Account } from "./account";
import { checked } from "./answers";
import { openPipeline } from "./pipeline";
import { ArmRefusal } from "./refusal";
import { removeById } from "./removeById";
import { secretOperation } from "./secretOperation";

/** Azure's public cloud. */
export const publicCloud = "https://management.azure.com";

/** A request to Azure Resource Manager. */
export interface ArmRequest<T> {
  /** From `/subscriptions/…` on. */
  readonly path: string;
  readonly apiVersion: string;
  /** What the answer must look like. What does not is never taken for "nothing is there". */
  readonly shape: z.ZodType<T>;
  /** @default none */
  readonly query?: Readonly<Record<string, string>>;
}

/** Azure Resource Manager, asked for one account. Each call @throws ArmRefusal; CannotTell without a proper answer. */
export interface Arm {
  readonly account: Account;
  /** `/subscriptions/<id>`. */
  readonly scope: string;
  /** Id of the person or service principal in the directory, as the token says; `undefined` if it does not. */
  objectId(): Promise<string | undefined>;
  get<T>(request: ArmRequest<T>): Promise<T>;
  /** The same, and `undefined` if it does not exist. */
  find<T>(request: ArmRequest<T>): Promise<T | undefined>;
  /** All pages of a list. @param request with the shape of an item */
  list<T>(request: ArmRequest<T>): Promise<T[]>;
  post<T>(request: ArmRequest<T> & { readonly body?: object }): Promise<T>;
  /** The same where Azure may answer later, and with a secret, which no error shows. */
  postForSecret<T>(request: ArmRequest<T> & { readonly body: object }): Promise<T>;
  /** Deletes by id, and waits until that is done. What does not exist is gone already. */
  remove(id: string, apiVersion: string): Promise<void>;
}

export interface ArmOptions {
  readonly account: Account;
  readonly credential: TokenCredential;
  readonly clock: Clock;
  /** Names the proxies. */
  readonly env: Environment;
  /** @default that of Azure's public cloud */
  readonly endpoint?: string;
}

/** Loads Azure's SDK. */
export async function connectArm(options: ArmOptions): Promise<Arm> {
  const { account, credential, clock, endpoint = publicCloud } = options;
  const { client, send } = await openPipeline({ ...options, endpoint });
  const get = async <T>({ shape, ...request }: ArmRequest<T>) =>
    checked(shape, await send("GET", urlOf(endpoint, request)));
  return {
    account,
    scope: `/subscriptions/${account.subscription.id}`,
    objectId: async () => objectIdIn((await credential.getToken(`${endpoint}/.default`))?.token ?? ""),
    get,
    find: (request) =>
      get(request).catch((error: unknown) => {
        if (error instanceof ArmRefusal && error.status === 404) return undefined;
        throw error;
      }),
    async list<T>({ shape, ...request }: ArmRequest<T>) {
      const page = z.object({ value: z.array(shape), nextLink: z.string().nullish() });
      const items: T[] = [];
      for (let next: string | null | undefined = urlOf(endpoint, request); next;) {
        const { value, nextLink }: z.output<typeof page> = checked(page, await send("GET", next));
        items.push(...value);
        next = nextLink;
      }
      return items;
    },
    post: async ({ shape, body = {}, ...request }) =>
      checked(shape, await send("POST", urlOf(endpoint, request), body)),
    postForSecret: ({ shape, body, ...request }) => secretOperation(send, urlOf(endpoint, request), body, shape, clock),
    remove: (id, apiVersion) => removeById(client, id, apiVersion, account, clock),
  };
}

/** A token is a JWT (Learn, "Access token claims reference"): its middle part is JSON in base64. */
function objectIdIn(token: string): string | undefined {
  const claims = parseJson(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  return isMapping(claims) && typeof claims["oid"] === "string" ? claims["oid"] : undefined;
}

function urlOf(endpoint: string, { path, apiVersion, query = {} }: Omit<ArmRequest<never>, "shape">): string {
  const url = new URL(path, endpoint);
  for (const [name, value] of Object.entries({ ...query, "api-version": apiVersion }))
    url.searchParams.set(name, value);
  // OData does not read a plus as a space.
  return url.href.replaceAll("+", "%20");
}
