import { httpRequest } from "../../../lib/httpRequest";
import { isMapping, parseJson } from "../../../lib/json";
import { CannotTell } from "../../cannotTell";
import type { Environment } from "../../context";
import type { OwnRegistry } from "../observed";
import { isOnThisMachine } from "../values";

/** How somebody logs in to a registry. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const answerMs = 10_000;

/** What a login finds in some repositories of the lab's registry. */
export async function observeRegistry(
  server: string,
  credentials: Credentials | undefined,
  repositories: readonly string[],
  env: Environment,
): Promise<OwnRegistry> {
  if (!credentials) return { login: "none", tags: {} };
  const ask = askerOf(server, credentials, env);
  if (!(await ask.isAccepted())) return { login: "refused", tags: {} };
  const tags = await Promise.all(repositories.map(async (name) => [name, await ask.tagsOf(name)] as const));
  return { login: "accepted", tags: Object.fromEntries(tags) };
}

function askerOf(server: string, { username, password }: Credentials, env: Environment) {
  const isLocal = isOnThisMachine(server);
  const base = `${isLocal ? "http" : "https"}://${server}`;
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const get = async (path: string, authorization: string) => {
    const init = { headers: { authorization }, signal: AbortSignal.timeout(answerMs), redirect: "error" } as const;
    try {
      return await httpRequest(new URL(path, base), init, env);
    } catch (error) {
      const { name, cause } = error as { name: string; cause?: { code?: string } };
      throw new CannotTell(`The registry ${server} does not answer (${cause?.code ?? name}). Is the lab up?`);
    }
  };
  // Azure takes a password for a token of one repository (Azure/acr, docs/Token-BasicAuth.md); on Docker it goes with each request.
  const login = (scope: string) =>
    isLocal ? get("/v2/", basic) : get(`/oauth2/token?${query({ service: server, scope })}`, basic);
  return {
    isAccepted: async () => (await login("")).status === 200,
    async tagsOf(repository: string): Promise<string[]> {
      const { body } = await login(`repository:${repository}:pull,metadata_read`);
      const authorization = isLocal ? basic : `Bearer ${memberOf(body, "access_token") as string}`;
      const tags = memberOf((await get(`/v2/${repository}/tags/list`, authorization)).body, "tags");
      return Array.isArray(tags) ? (tags as string[]) : [];
    },
  };
}

function query({ service, scope }: { service: string; scope: string }): string {
  return new URLSearchParams(scope === "" ? { service } : { service, scope }).toString();
}

function memberOf(body: string, name: string): unknown {
  const answer = parseJson(body);
  return isMapping(answer) ? answer[name] : undefined;
}
