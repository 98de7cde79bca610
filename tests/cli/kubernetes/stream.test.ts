import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ConnectProxy } from "../../connectProxy";
import { root, webServer } from "../harness";
import { freePorts } from "../../freePorts";

// The Kubernetes client is ES modules, which Node loads in a process of its own much faster than Jest here.
jest.setTimeout(300_000);

/** Gets some resources one after another, and prints what came of each. */
const script = `
  const { text } = require("node:stream/consumers");
  const { openStream } = require("./cli/kubernetes/stream");
  const [kubeconfig, resources, env] = process.argv.slice(1);
  (async () => {
    const client = await openStream({ kubeconfig }, JSON.parse(env));
    const results = [];
    for (const resource of JSON.parse(resources)) {
      const got = client.get(resource, { signal: new AbortController().signal, headersWithinMs: 60_000 });
      results.push(await got.then(text, ({ name, status, retryAfterMs, code }) => ({ name, status, retryAfterMs, code })));
    }
    console.log(JSON.stringify(results));
  })();
`;

async function get(server: string, resources: readonly string[], env: object = {}): Promise<unknown[]> {
  const kubeconfig = JSON.stringify({
    clusters: [{ name: "lab", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: [{ name: "me", user: { token: "token-of-mine" } }],
    contexts: [{ name: "me", context: { cluster: "lab", user: "me" } }],
    "current-context": "me",
  });
  const words = [kubeconfig, JSON.stringify(resources), JSON.stringify(env)];
  const args = ["--require", "sucrase/register/ts", "-e", script, ...words];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as unknown[];
}

describe("openStream", () => {
  it("gets lists and watches with the user's token, and gives an error its status", async () => {
    const asked: unknown[] = [];
    const { url, end } = await webServer(({ url: path, headers }, response) => {
      asked.push([path, headers.authorization, headers.accept]);
      if (path === "/busy") response.writeHead(429, { "Retry-After": "7" }).end();
      else response.end('{"type":"ADDED"}\n');
    });
    const results = await get(url, ["/api/v1/pods?watch=1", "/busy"]);
    await end();
    expect(results).toEqual(['{"type":"ADDED"}\n', { name: "Error", status: 429, retryAfterMs: 7000 }]);
    expect(asked).toEqual([
      ["/api/v1/pods?watch=1", "Bearer token-of-mine", "application/json"],
      ["/busy", "Bearer token-of-mine", "application/json"],
    ]);
  });

  it("asks the proxy that the environment names", async () => {
    const { url, end } = await webServer((_request, response) => response.end("through"));
    const proxy = await new ConnectProxy(() => Number(new URL(url).port)).start();
    const [result] = await get("http://api.lab.test:6443", ["/api"], { HTTP_PROXY: `http://${proxy.address}` });
    await proxy.stop();
    await end();
    expect([result, proxy.asked]).toEqual(["through", ["CONNECT api.lab.test:6443"]]);
  });

  it("says which error the system gave if nobody answers", async () => {
    const [port] = await freePorts(1);
    await expect(get(`http://127.0.0.1:${port}`, ["/api"])).resolves.toEqual([{ name: "Error", code: "ECONNREFUSED" }]);
  });
});
