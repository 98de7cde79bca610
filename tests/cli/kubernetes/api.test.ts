import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import type { ApiRequest } from "../../../cli/kubernetes/api";
import type { Access } from "../../../cli/kubernetes/kubeconfig";
import { ConnectProxy } from "../../connectProxy";
import { root, temporaryFolder, webServer } from "../harness";
import { freePorts } from "../../freePorts";

// The Kubernetes client is ES modules, which Node loads in a process of its own much faster than Jest here.
jest.setTimeout(300_000);

/** Sends requests one after another, and prints what came of each. */
const script = `
  const { connect } = require("./cli/kubernetes/api");
  const [accesses, requests, env] = process.argv.slice(1).map((word) => JSON.parse(word));
  (async () => {
    const results = [];
    for (const access of accesses) {
      const api = await connect(access, env).catch((error) => ({ request: () => Promise.reject(error) }));
      for (const request of requests) {
        results.push(await api.request(request).catch(({ message, exitCode, code, reason }) => ({ message, exitCode, code, reason })));
      }
    }
    console.log(JSON.stringify(results));
  })();
`;

async function send(
  accesses: readonly Access[],
  requests: readonly ApiRequest[],
  env: object = {},
): Promise<unknown[]> {
  const words = [accesses, requests, env].map((word) => JSON.stringify(word));
  const args = ["--require", "sucrase/register/ts", "-e", script, ...words];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as unknown[];
}

/** A kubeconfig with two contexts, which differ in the user's token. Plain HTTP goes where no certificate is checked. */
function kubeconfig(server: string): string {
  const names = ["one", "two"];
  return JSON.stringify({
    clusters: [{ name: "lab", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: names.map((name) => ({ name, user: { token: `token-${name}` } })),
    contexts: names.map((name) => ({ name, context: { cluster: "lab", user: name } })),
    "current-context": "one",
  });
}

describe("connect", () => {
  it("sends requests with the user's token, and reports answers and refusals", async () => {
    const received: unknown[] = [];
    const listener: RequestListener = (request, response) => {
      const { method, url, headers } = request;
      void text(request).then((body) => {
        received.push([method, url, headers.authorization, headers["content-type"], body]);
        if (url === "/api/gone") response.writeHead(404).end('{"kind":"Status","message":"not here"}');
        else if (url === "/api/proxy") response.writeHead(502).end("<html>Bad gateway</html>");
        else response.end('{"items":[]}');
      });
    };
    const { url, end } = await webServer(listener);
    const file = join(temporaryFolder(), "config");
    writeFileSync(file, kubeconfig(url));
    const requests: ApiRequest[] = [
      { method: "GET", path: "/api/v1/pods?limit=5" },
      { method: "PATCH", path: "/api/v1/pods/a", body: { metadata: { finalizers: [] } } },
      { method: "POST", path: "/api/v1/token", body: { spec: {} } },
      { method: "DELETE", path: "/api/gone" },
      { method: "GET", path: "/api/proxy" },
    ];
    const results = await send([{ kubeconfig: kubeconfig(url) }, { file, context: "two" }], requests);
    await end();
    const sent = (token: string) => [
      ["GET", "/api/v1/pods?limit=5", token, undefined, ""],
      ["PATCH", "/api/v1/pods/a", token, "application/merge-patch+json", '{"metadata":{"finalizers":[]}}'],
      ["POST", "/api/v1/token", token, "application/json", '{"spec":{}}'],
      ["DELETE", "/api/gone", token, undefined, ""],
      ["GET", "/api/proxy", token, undefined, ""],
    ];
    expect(received).toEqual([...sent("Bearer token-one"), ...sent("Bearer token-two")]);
    const refused = (asked: string, code: number, reason: string) => ({
      ...{ message: `The cluster refused ${asked} (${code}): ${reason}`, exitCode: 1, code, reason },
    });
    const answers = [
      ...[{ items: [] }, { items: [] }, { items: [] }],
      refused("DELETE /api/gone", 404, "not here"),
      refused("GET /api/proxy", 502, "<html>Bad gateway</html>"),
    ];
    expect(results).toEqual([...answers, ...answers]);
  });

  it("asks the proxy that the environment names, but not for a host in NO_PROXY", async () => {
    const { url, end } = await webServer((_request, response) => response.end('{"items":[]}'));
    const proxy = await new ConnectProxy(() => Number(new URL(url).port)).start();
    const access = { kubeconfig: kubeconfig("http://api.lab.test:6443") };
    const requests: ApiRequest[] = [{ method: "GET", path: "/api" }];
    const env = { HTTP_PROXY: `http://${proxy.address}` };
    const [through] = await send([access], requests, env);
    const [past] = await send([access], requests, { ...env, NO_PROXY: "lab.test" });
    await proxy.stop();
    await end();
    expect(through).toEqual({ items: [] });
    expect(past).toMatchObject({ exitCode: 2, message: expect.stringContaining("does not answer") as string });
    expect(proxy.asked).toEqual(["CONNECT api.lab.test:6443"]);
  });

  it("says what a kubeconfig lacks, and of a file which one", async () => {
    const broken = "clusters: [{ name: lab, cluster: {} }]\n";
    const file = join(temporaryFolder(), "config");
    writeFileSync(file, broken);
    const request: ApiRequest = { method: "GET", path: "/api" };
    const fault = (name: string) => ({
      message: `${name} is not whole: clusters[0].cluster.server is missing. Get it again, or mend that entry.`,
      exitCode: 2,
    });
    const results = await send([{ kubeconfig: broken }, { file, context: "lab" }], [request]);
    expect(results).toEqual([fault("The kubeconfig"), fault(`The kubeconfig ${file}`)]);
  });

  it("cannot tell if nobody answers", async () => {
    const [port] = await freePorts(1);
    const server = `http://127.0.0.1:${port}`;
    await expect(send([{ kubeconfig: kubeconfig(server) }], [{ method: "GET", path: "/api" }])).resolves.toEqual([
      {
        message: `The cluster at ${server} does not answer (ECONNREFUSED). Is it up, and may this machine reach it?`,
        exitCode: 2,
      },
    ]);
  });
});
