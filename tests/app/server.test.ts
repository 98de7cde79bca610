import { request } from "node:http";
import { connect } from "node:net";
import type { Bye, Change, Snapshot, Whoami } from "../../app/types";
import { captureLogs, Reader, startApp, type StartedApp } from "./helpers";
import { KubeApi } from "./kubeApi";
import { aNode, aPod } from "./objects";
import { itOnPosix } from "../platform";
import { until } from "./waiting";

jest.setTimeout(60_000);

/** Why a slow reader cannot be told from a quick one there. */
const otherBuffers = "the buffers of sockets are of other sizes";

captureLogs();
let api: KubeApi;
let started: StartedApp;

async function start(options?: Parameters<typeof startApp>[1]): Promise<string> {
  api = await new KubeApi().start();
  api.put("nodes", aNode("node-1"));
  api.put("pods", aPod("web-a", { node: "node-1", ready: true }));
  started = await startApp(api, options, {
    POD_NAME: "web-a",
    NODE_NAME: "node-1",
    POD_IP: "10.244.0.7",
    APP_VERSION: "1.2.3",
  });
  await started.live();
  await until("the watches are open", () => api.openWatches("pods") === 1 && api.openWatches("nodes") === 1);
  return started.url;
}

afterEach(async () => {
  await started.app.drain();
  await api.stop();
});

/** Sends a request unchanged; fetch would normalize it. */
function raw(url: string, options: object): Promise<{ status: number | undefined; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    request(url, options, (response) => {
      response.resume();
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers }));
    })
      .on("error", reject)
      .end();
  });
}

describe("responses", () => {
  it("identify the pod, and close the connection", async () => {
    const response = await fetch(`${await start()}/api/whoami`);
    const who = (await response.json()) as Whoami;
    expect([null, "number"]).toContain(who.memoryLimitBytes === null ? null : typeof who.memoryLimitBytes);
    expect(who).toEqual({
      pod: "web-a",
      namespace: "lab",
      node: "node-1",
      ip: "10.244.0.7",
      hostname: expect.any(String),
      version: "1.2.3",
      startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      uptimeSeconds: expect.any(Number),
      memoryBytes: expect.any(Number),
      memoryLimitBytes: who.memoryLimitBytes,
      requests: expect.any(Number),
      inKubernetes: true,
    });
    expect(response.headers.get("connection")).toBe("close");
  });

  it("contain the snapshot of the cluster", async () => {
    await start();
    const { activity, sources, ...rest } = await started.cluster();
    expect(rest).toEqual({
      mode: "cluster",
      standalone: null,
      namespace: "lab",
      endsAt: null,
      nodes: [
        {
          name: "node-1",
          status: "ready",
          since: "2026-03-02T09:00:00Z",
          cordoned: false,
          cordonedSince: null,
          pressures: [],
          kubelet: "v1.36.2",
          os: "linux",
          zone: "koreacentral-1",
        },
      ],
      pods: [
        {
          uid: "uid-of-web-a",
          name: "web-a",
          app: "web",
          node: "node-1",
          state: "ready",
          since: "2026-03-02T09:00:00Z",
          restarts: 0,
          reason: "",
        },
      ],
      deployments: [],
    });
    expect(activity.map(({ code, nodes, pods }) => ({ code, nodes, pods }))).toEqual([
      { code: "watching", nodes: 1, pods: 1 },
    ]);
    expect(Object.keys(sources ?? {})).toEqual(["nodes", "pods", "deployments"]);
  });

  it("contain the page with the pod and node that served it, and escape the names", async () => {
    const html = await (await fetch(await start())).text();
    expect(html).toContain('<meta name="served-by-pod" content="web-a" />');
    expect(html).toContain('<meta name="served-by-node" content="node-1" />');
    const { renderIndex } = await import("../../app/lib/files");
    expect(renderIndex(Buffer.from("<%POD%|%NODE%>"), { pod: '"><script>$&', node: "n" }).toString()).toBe(
      "<&#34;&#62;&#60;script&#62;&#36;&#38;|n>",
    );
  });

  it.each(["/", "/api/whoami", "/api/cluster", "/healthz", "/nothing", "/main.js"])(
    "to %s have strict security headers",
    async (path) => {
      const { headers } = await fetch((await start()) + path);
      expect(headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'; /,
      );
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cache-control")).toBe(path === "/main.js" ? "no-cache" : "no-store");
      expect(headers.get("x-powered-by")).toBeNull();
    },
  );

  it("are 304 without a body if the browser already has the file", async () => {
    const url = `${await start()}/style.css`;
    const etag = (await fetch(url)).headers.get("etag") ?? "";
    const again = await raw(url, { headers: { "If-None-Match": etag } });
    expect(again.status).toBe(304);
  });

  it.each([
    "/nothing",
    "/index.html",
    "/../server.js",
    "/%2e%2e/server.js",
    "/tsconfig.json",
    "//",
    "/api/whoami/",
    "*",
  ])("to the unknown path %s are 404", async (path) => {
    expect((await raw(await start(), { path })).status).toBe(404);
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])(
    "to the method %s are 405 and name the allowed methods",
    async (method) => {
      const { status, headers } = await raw(`${await start()}/api/whoami`, { method });
      expect([status, headers["allow"]]).toEqual([405, "GET, HEAD"]);
    },
  );

  it.each(["/", "/api/whoami", "/healthz", "/api/events"])("to HEAD %s have no body", async (path) => {
    const response = await fetch((await start()) + path, { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("to text that is not HTTP are 400, and the server keeps running", async () => {
    const url = new URL(await start());
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(url.port), "127.0.0.1", () => socket.write("garbage\r\n\r\n"));
      socket.on("data", (data) => resolve(String(data)));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect((await fetch(`${url.origin}/healthz`)).status).toBe(200);
  });
});

describe("a stream of events", () => {
  it("starts with a snapshot and continues with changes", async () => {
    const reader = await Reader.open(await start());
    expect(reader.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    await until("the snapshot has arrived", () => reader.of("snapshot").length === 1);
    expect(reader.data<Snapshot>("snapshot")[0]?.pods.map(({ name }) => name)).toEqual(["web-a"]);
    api.put("pods", aPod("web-b"));
    await until("the change has arrived", () => reader.of("change").length === 1);
    const { nodes, pods, goneNodes, gonePods, activity } = reader.data<Change>("change")[0]!;
    expect({ nodes, pods: pods.map(({ name }) => name), goneNodes, gonePods }).toEqual({
      nodes: [],
      pods: ["web-b"],
      goneNodes: [],
      gonePods: [],
    });
    expect(activity.map(({ code }) => code)).toEqual(["podCreated"]);
    reader.close();
  });

  it("omits a node's heartbeat", async () => {
    const reader = await Reader.open(await start());
    const node = aNode("node-1");
    node.status.conditions[0]!.lastTransitionTime = "2026-03-02T09:05:00Z";
    api.put("nodes", node);
    api.put("pods", aPod("web-b"));
    await until("the change has arrived", () => reader.of("change").length === 1);
    expect(reader.data<Change>("change")[0]?.nodes).toEqual([]);
    reader.close();
  });

  it("sends heartbeats while nothing changes", async () => {
    const reader = await Reader.open(await start({ limits: { heartbeatMs: 20 } }));
    await until("three heartbeats have arrived", () => reader.of("beat").length >= 3);
    expect(Math.abs(Date.parse(reader.data<{ now: string }>("beat")[0]!.now) - Date.now())).toBeLessThan(5000);
    reader.close();
  });

  it("makes room for one more by ending the oldest, whose page is told to come back later", async () => {
    const url = await start({ limits: { streams: 2 } });
    const [oldest, second, newest] = [await Reader.open(url), await Reader.open(url), await Reader.open(url)];
    await until("the oldest has ended", () => oldest.ended);
    expect([second.ended, newest.ended, newest.status]).toEqual([false, false, 200]);
    expect(oldest.messages.map(({ event }) => event)).toEqual(["snapshot", "bye"]);
    expect(oldest.data<Bye>("bye")[0]?.afterMs).toBeGreaterThanOrEqual(10_000);
    expect(started.app.streams()).toBe(2);
  });

  itOnPosix(
    otherBuffers,
    "gives a slow reader one snapshot at the end instead of all changes, and other readers every change",
    async () => {
      const url = await start();
      const slow = await Reader.open(url);
      const quick = await Reader.open(url);
      await until("the snapshot has arrived", () => slow.of("snapshot").length === 1);
      slow.pause();
      for (let round = 0; round < 60; round += 1) {
        for (let i = 0; i < 600; i += 1) api.put("pods", aPod(`web-${i}`, { restarts: round, node: "node-1" }));
        await until("the round has arrived", () =>
          quick
            .data<Change>("change")
            .at(-1)
            ?.pods.some((pod) => pod.restarts === round),
        );
      }
      slow.resume();
      await until("it has caught up", () =>
        slow
          .data<Snapshot>("snapshot")
          .at(-1)
          ?.pods.some((pod) => pod.restarts === 59),
      );
      expect(slow.of("change").length).toBeLessThan(quick.of("change").length);
      slow.close();
      quick.close();
    },
  );

  itOnPosix(otherBuffers, "disconnects a reader that no longer reads", async () => {
    const url = await start({ limits: { stallTimeoutMs: 50 } });
    const stuck = await Reader.open(url);
    stuck.pause();
    let round = 0;
    await until(
      "it is disconnected",
      async () => {
        round += 1;
        for (let i = 0; i < 600; i += 1) api.put("pods", aPod(`web-${i}`, { restarts: round, node: "node-1" }));
        await new Promise((resolve) => setTimeout(resolve, 60));
        return started.app.streams() === 0;
      },
      50_000,
    );
    stuck.close();
  });
});
