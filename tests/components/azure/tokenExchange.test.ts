import dns from "node:dns";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exchangeToken } from "../../../components/azure/tokenExchange";
import { listening } from "../../listen";

const server = "lab1a2b3c4d.azurecr.io";
const accessToken = "entra-token-that-nobody-may-see";
const refreshToken = "refresh-token";

type Reply = { status: number; body: string };

const granted: Reply = { status: 200, body: JSON.stringify({ refresh_token: refreshToken }) };
const unauthorized: Reply = {
  status: 401,
  body: JSON.stringify({ errors: [{ code: "UNAUTHORIZED", message: "authentication required" }] }),
};

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly type: string;
  readonly form: Record<string, string>;
}

describe("exchangeToken", () => {
  let registry: Server;
  let replies: Reply[];
  let seen: Seen[];
  let pauses: number[];
  let reasons: string[];

  beforeEach(async () => {
    [seen, pauses, reasons] = [[], [], []];
    registry = createServer((request, response) => void answer(request, response));
    await listening(registry, 0, "127.0.0.1");
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    registry.closeAllConnections();
    await new Promise((resolve) => registry.close(resolve));
  });

  /** Answers as ACR does, one reply after the other; the last one stays. */
  async function answer(request: IncomingMessage, response: ServerResponse) {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    seen.push({
      method: request.method!,
      url: request.url!,
      type: request.headers["content-type"]!,
      form: Object.fromEntries(new URLSearchParams(body)),
    });
    const reply = replies.length > 1 ? replies.shift()! : replies[0]!;
    response.writeHead(reply.status, { "Content-Type": "application/json" }).end(reply.body);
  }

  function exchange(url = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`): Promise<string> {
    return exchangeToken({
      server,
      accessToken,
      url,
      wait: (milliseconds) => {
        pauses.push(milliseconds);
        return Promise.resolve();
      },
      onRetry: (reason) => void reasons.push(reason),
    });
  }

  it("posts the form that ACR documents and returns the refresh token", async () => {
    replies = [granted];
    await expect(exchange()).resolves.toBe(refreshToken);
    expect(seen).toEqual([
      {
        method: "POST",
        url: "/oauth2/exchange",
        type: "application/x-www-form-urlencoded;charset=UTF-8",
        form: { grant_type: "access_token", service: server, access_token: accessToken },
      },
    ]);
    expect(pauses).toEqual([]);
  });

  it("retries while the registry does not know the caller's role yet", async () => {
    replies = [unauthorized, { status: 403, body: "" }, { status: 503, body: "" }, granted];
    await expect(exchange()).resolves.toBe(refreshToken);
    expect(pauses).toEqual([1000, 2000, 4000]);
    expect(reasons).toEqual([
      "the registry refuses your sign-in (HTTP 401); retrying in 1 s",
      "the registry refuses your sign-in (HTTP 403); retrying in 2 s",
      "the registry answers HTTP 503; retrying in 4 s",
    ]);
  });

  it.each([401, 403])("gives up on a lasting %i after two minutes, and names the missing role", async (status) => {
    replies = [{ status, body: "" }];
    const error = await exchange().catch((reason: Error) => reason);
    expect(error).toMatchObject({
      message:
        `${server}: the registry refuses your sign-in (HTTP ${status}). Pushing requires the role AcrPush, or Owner or ` +
        "Contributor of the resource group: have an owner run `az role assignment create --role AcrPush --assignee <you> " +
        "--scope <id>`, with the id from `az acr show --name lab1a2b3c4d --query id --output tsv`; then run " +
        "`npm run pulumi -- up` again.",
    });
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBe(120_000);
    expect(seen).toHaveLength(12);
  });

  it("retries while the name of a new registry is not known yet", async () => {
    replies = [granted];
    const unknown = Object.assign(new Error("getaddrinfo ENOTFOUND registry.localhost"), { code: "ENOTFOUND" });
    const loopback = [{ address: "127.0.0.1", family: 4 }];
    const lookup = jest.spyOn(dns, "lookup") as unknown as jest.Mock;
    lookup
      .mockImplementationOnce((_name, _options, callback) => callback(unknown))
      .mockImplementationOnce((_name, _options, callback) => callback(unknown))
      .mockImplementation((_name, { all }, callback) =>
        all ? callback(null, loopback) : callback(null, "127.0.0.1", 4),
      );
    await expect(exchange(`http://registry.localhost:${(registry.address() as AddressInfo).port}`)).resolves.toBe(
      refreshToken,
    );
    expect(lookup.mock.calls.map(([name]: string[]) => name)).toEqual(Array(3).fill("registry.localhost"));
    expect(reasons).toEqual([
      "the registry cannot be reached (ENOTFOUND); retrying in 1 s",
      "the registry cannot be reached (ENOTFOUND); retrying in 2 s",
    ]);
  });

  it("gives up after two minutes on a registry that cannot be reached", async () => {
    const { port } = registry.address() as AddressInfo;
    await new Promise((resolve) => registry.close(resolve));
    await expect(exchange(`http://127.0.0.1:${port}`)).rejects.toThrow(
      `${server}: the registry cannot be reached (ECONNREFUSED). Check this machine's name resolution and proxy (HTTPS_PROXY, NO_PROXY), then run \`npm run pulumi -- up\` again.`,
    );
    expect(pauses).toHaveLength(11);
    await listening(registry, 0, "127.0.0.1");
  });

  it.each([
    ["a page of a captive portal", "<html>Sign in to the network</html>"],
    ["JSON without a token", JSON.stringify({ access_token: "x" })],
    ["a token that is not text", JSON.stringify({ refresh_token: 7 })],
    ["an empty token", JSON.stringify({ refresh_token: "" })],
    ["null", "null"],
    ["nothing", ""],
  ])("refuses %s without a retry", async (_what, body) => {
    replies = [{ status: 200, body }];
    await expect(exchange()).rejects.toThrow(
      `${server}: the answer has no refresh token, so it does not come from a container registry. Check whether a proxy or a captive portal answers in the registry's place.`,
    );
    expect(seen).toHaveLength(1);
  });

  it("does not retry after a fault that is not transient", async () => {
    replies = [{ status: 400, body: "" }];
    await expect(exchange()).rejects.toThrow(`${server}: the registry answers HTTP 400.`);
    expect(seen).toHaveLength(1);
  });

  it("follows no redirect, which could carry the token elsewhere", async () => {
    replies = [{ status: 307, body: "" }];
    await expect(exchange()).rejects.toThrow(server);
    expect(new Set(seen.map(({ url }) => url))).toEqual(new Set(["/oauth2/exchange"]));
  });

  it.each([
    ["a refusal that repeats it", { status: 401, body: accessToken }],
    ["garbage that repeats it", { status: 200, body: `${accessToken} is not JSON` }],
    ["a server error that repeats it", { status: 500, body: accessToken }],
  ])("never shows the token, not even in %s", async (_what, reply) => {
    replies = [reply];
    const error = (await exchange().catch((reason: Error) => reason)) as Error;
    expect(`${error.message} ${error.stack} ${reasons.join(" ")}`).not.toContain(accessToken);
  });
});
