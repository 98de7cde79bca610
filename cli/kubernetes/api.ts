import { isMapping, parseJson } from "../../lib/json";
import { UserError } from "../../lib/userError";
import { CannotTell } from "../cannotTell";
import type { Environment } from "../context";
import { type Access, loadKubeconfig } from "./kubeconfig";
import type { StreamClient } from "./stream";

/** An API server that is too busy for an answer in this time does not answer. */
const answerMs = 15_000;

/** What the API server refused, and why. */
export class Refusal extends UserError {
  /** @param code HTTP status */
  constructor(
    readonly code: number,
    readonly reason: string,
    asked: string,
  ) {
    super(`The cluster refused ${asked} (${code}): ${reason}`);
  }
}

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With the query, if there is one. */
  readonly path: string;
  /** Sent as JSON; with PATCH, as a merge patch. */
  readonly body?: object;
}

/** A cluster's API server. */
export interface KubeApi {
  /** @throws Refusal if the answer is no success; CannotTell without an answer */
  request<T>(request: ApiRequest): Promise<T>;
}

export interface KubeClient {
  /** Loads the Kubernetes client ahead, in a time of waiting. */
  preload(): Promise<void>;
  /** Loads the Kubernetes client, which takes a second: only commands that talk to a cluster connect. */
  connect(access: Access): Promise<KubeApi>;
  /** For lists that are followed by watches. Loads the same client. */
  stream(access: Access): Promise<StreamClient>;
}

/** Loads the Kubernetes client. */
export async function preload(): Promise<void> {
  await import("@kubernetes/client-node");
}

/**
 * A client of a cluster, which has not been asked anything yet.
 *
 * @param env names the proxy, where the kubeconfig names none @default none
 */
export async function connect(access: Access, env: Environment = {}): Promise<KubeApi> {
  const { client, config, server } = await loadKubeconfig(access, env);
  const http = new client.IsomorphicFetchHttpLibrary();
  return {
    async request<T>({ method, path, body }: ApiRequest) {
      const context = new client.RequestContext(`${server}${path}`, client.HttpMethod[method]);
      if (body) {
        context.setHeaderParam(
          "Content-Type",
          method === "PATCH" ? "application/merge-patch+json" : "application/json",
        );
        context.setBody(JSON.stringify(body));
      }
      const { status, text } = await answerOf(async () => {
        await config.applySecurityAuthentication(context);
        context.setSignal(AbortSignal.timeout(answerMs));
        const response = await http.send(context).toPromise();
        return { status: response.httpStatusCode, text: await response.body.text() };
      }, server);
      if (status >= 300) throw new Refusal(status, reasonIn(text), `${method} ${path}`);
      const answer = parseJson(text);
      if (answer === undefined)
        throw new CannotTell(
          `What answers at ${server} is not an API server, but perhaps a proxy; NO_PROXY exempts an address. It says: ${text.slice(0, 200)}`,
        );
      return answer as T;
    },
  };
}

async function answerOf<T>(ask: () => Promise<T>, server: string): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CannotTell(
      `The cluster at ${server} does not answer (${code ?? message}). Is it up, and may this machine reach it?`,
    );
  }
}

/** The message of a Status, which is how an API server refuses; a proxy before it may answer anything. */
function reasonIn(text: string): string {
  const answer = parseJson(text);
  return isMapping(answer) && typeof answer["message"] === "string" ? answer["message"] : text.slice(0, 200);
}
