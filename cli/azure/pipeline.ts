import { proxyFor } from "../../lib/httpRequest";
import { type Answer, answered } from "./answers";
import type { ArmOptions } from "./arm";
import { patience, signIn } from "./policies";
import { refusal } from "./refusal";

/** Azure's client of resources, with the lab's own sign-in and patience, and what sends any other request through the same pipeline. */
export async function openPipeline(options: ArmOptions & { readonly endpoint: string }) {
  const { account, endpoint } = options;
  const [client, rest] = await Promise.all([createClient(options), import("@azure/core-rest-pipeline")]);
  const send = async (method: "GET" | "POST", url: string, body?: object): Promise<Answer> => {
    const asked = `${method} ${new URL(url).pathname}`;
    const headers = rest.createHttpHeaders({
      Accept: "application/json",
      ...(body && { "Content-Type": "application/json" }),
    });
    const request = rest.createPipelineRequest({ url, method, headers, ...(body && { body: JSON.stringify(body) }) });
    request.allowInsecureConnection = isOwnMachine(endpoint);
    const { status, bodyAsText, headers: given } = await answered(() => client.sendRequest(request), asked, account);
    if (status >= 300) throw refusal(status, bodyAsText ?? "", asked, account.subscription.tenant);
    return { asked, text: bodyAsText ?? "", status, headers: given.toJSON() };
  };
  return { client, send };
}

async function createClient({ account, credential, clock, env, endpoint }: ArmOptions & { readonly endpoint: string }) {
  const [{ ResourceManagementClient }, rest] = await Promise.all([
    import("@azure/arm-resources"),
    import("@azure/core-rest-pipeline"),
  ]);
  const client = new ResourceManagementClient(credential, account.subscription.id, {
    endpoint,
    retryOptions: { maxRetries: 0 },
    allowInsecureConnection: isOwnMachine(endpoint),
  });
  const { pipeline } = client;
  pipeline.removePolicy({ name: rest.bearerTokenAuthenticationPolicyName });
  pipeline.removePolicy({ name: rest.proxyPolicyName });
  const proxy = proxyFor(new URL(endpoint), env);
  if (proxy !== undefined) pipeline.addPolicy(rest.proxyPolicy(rest.getDefaultProxySettings(proxy)));
  pipeline.addPolicy(patience(clock), { phase: "Retry" });
  pipeline.addPolicy(signIn(credential, endpoint, clock), { phase: "Sign" });
  return client;
}

/** Only a stand-in of a test answers without TLS. */
function isOwnMachine(endpoint: string): boolean {
  return new URL(endpoint).hostname === "127.0.0.1";
}
