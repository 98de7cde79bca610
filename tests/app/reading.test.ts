import { writeFileSync } from "node:fs";
import path from "node:path";
import { captureLogs, Reader, startApp, type StartedApp } from "./helpers";
import { KubeApi } from "./kubeApi";
import { aNode, aPod } from "./objects";
import { until } from "./waiting";

jest.setTimeout(30_000);

const logs = captureLogs();
let api: KubeApi;
let started: StartedApp | undefined;

beforeEach(async () => {
  api = await new KubeApi().start();
  api.put("nodes", aNode("node-1"));
  api.put("pods", aPod("web-a", { node: "node-1", ready: true }));
});

afterEach(async () => {
  await started?.app.drain();
  started = undefined;
  await api.stop();
});

const kinds = ["nodes", "pods", "deployments"] as const;

async function watching(): Promise<StartedApp> {
  started = await startApp(api);
  await started.live();
  await until("all watches are open", () => kinds.every((kind) => api.openWatches(kind) === 1));
  return started;
}

describe("reading the cluster", () => {
  it("lists and watches nodes, and pods and Deployments in its own namespace, and requests nothing else", async () => {
    await watching();
    expect(new Set(api.requests.map(({ url, watch }) => `${watch ? "watch" : "list"} ${url.pathname}`))).toEqual(
      new Set([
        "list /api/v1/nodes",
        "watch /api/v1/nodes",
        "list /api/v1/namespaces/lab/pods",
        "watch /api/v1/namespaces/lab/pods",
        "list /apis/apps/v1/namespaces/lab/deployments",
        "watch /apis/apps/v1/namespaces/lab/deployments",
      ]),
    );
  });

  it("watches from the version of its list, with bookmarks", async () => {
    await watching();
    const { url } = api.requests.find(({ kind, watch }) => kind === "pods" && watch)!;
    expect(url.searchParams.get("resourceVersion")).toBe("102");
    expect(url.searchParams.get("allowWatchBookmarks")).toBe("true");
  });

  it("reads all pages of a list", async () => {
    for (let i = 0; i < 7; i += 1) api.put("pods", aPod(`web-${i}`, { node: "node-1" }));
    api.pageSize = 3;
    const { podNames } = await watching();
    expect(await podNames()).toEqual(["web-0", "web-1", "web-2", "web-3", "web-4", "web-5", "web-6", "web-a"]);
    expect(api.count("pods", "list")).toBe(3);
  });

  it("applies added, changed and removed objects without another list", async () => {
    const { podNames, cluster } = await watching();
    api.put("pods", aPod("web-b"));
    api.put("nodes", aNode("node-1", { ready: "Unknown", since: 60 }));
    api.remove("pods", "web-a");
    await until(
      "all three changes have arrived",
      async () => (await cluster()).nodes[0]?.status === "unknown" && (await podNames()).join() === "web-b",
    );
    expect((await cluster()).activity.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["watching", "podCreated", "nodeUnknown", "podGone"]),
    );
    expect(api.count("pods", "list")).toBe(1);
  });

  it("holds one watch of each kind with twenty open pages", async () => {
    const { url } = await watching();
    const pages = await Promise.all(Array.from({ length: 20 }, () => Reader.open(url)));
    expect(started?.app.streams()).toBe(20);
    expect([api.openWatches("nodes"), api.openWatches("pods")]).toEqual([1, 1]);
    expect([api.count("nodes", "watch"), api.count("pods", "watch")]).toEqual([1, 1]);
    for (const page of pages) page.close();
  });

  it("reads the token for each request, because the kubelet renews it", async () => {
    await watching();
    writeFileSync(path.join(api.folder, "token"), "renewed\n");
    api.cut("pods");
    await until("it watches again", () => api.count("pods", "watch") === 2);
    expect(api.requests.filter(({ kind }) => kind === "pods").map(({ authorization }) => authorization)).toEqual([
      `Bearer ${api.token}`,
      `Bearer ${api.token}`,
      "Bearer renewed",
    ]);
  });
});

describe("when the watch breaks", () => {
  it("resumes from the last version after the connection broke, without a list", async () => {
    const { podNames } = await watching();
    api.put("pods", aPod("web-b"));
    await until("web-b has arrived", async () => (await podNames()).includes("web-b"));
    api.cut("pods");
    await until("it watches again", () => api.openWatches("pods") === 1 && api.count("pods", "watch") === 2);
    expect(api.requests.at(-1)?.url.searchParams.get("resourceVersion")).toBe("103");
    expect(api.count("pods", "list")).toBe(1);
    api.put("pods", aPod("web-c"));
    await until("web-c has arrived", async () => (await podNames()).includes("web-c"));
  });

  it("ignores half a line", async () => {
    const { podNames } = await watching();
    const line = api.line("ADDED", {
      ...aPod("web-half"),
      metadata: { ...aPod("web-half").metadata, resourceVersion: "500" },
    });
    api.send("pods", line.slice(0, line.length / 2));
    api.end("pods");
    await until("it watches again", () => api.openWatches("pods") === 1 && api.count("pods", "watch") >= 2);
    expect(await podNames()).toEqual(["web-a"]);
    expect(api.requests.at(-1)?.url.searchParams.get("resourceVersion")).toBe("102");
    expect(api.count("pods", "list")).toBe(1);
  });

  it("resumes from a bookmark", async () => {
    await watching();
    const version = api.bookmark("pods");
    api.end("pods");
    await until(
      "it watches from the bookmark",
      () => api.requests.at(-1)?.url.searchParams.get("resourceVersion") === version,
    );
    expect(api.count("pods", "list")).toBe(1);
  });

  it("lists again if its version is too old, by event and by response, and reports what it missed", async () => {
    const { podNames, cluster } = await watching();
    api.putSilently("pods", aPod("web-b", { node: "node-1", ready: true, since: 30 }));
    api.send("pods", api.line("ERROR", { kind: "Status", code: 410, reason: "Expired" }));
    await until("web-b has arrived", async () => (await podNames()).includes("web-b"));
    expect((await cluster()).activity.map(({ code, pod }) => `${code} ${pod ?? ""}`)).toContain("podReady web-b");

    await until("it watches again", () => api.openWatches("pods") === 1);
    api.putSilently("pods", aPod("web-c"));
    api.failNext("pods", "watch", { status: 410 });
    api.end("pods");
    await until("web-c has arrived", async () => (await podNames()).includes("web-c"));
    expect((await cluster()).sources?.pods.state).toBe("live");
  });

  it("lists again after an invalid event", async () => {
    const { podNames } = await watching();
    for (const [i, garbage] of [
      "<html>\n",
      '"text"\n',
      "null\n",
      '{"type":"ADDED"}\n',
      '{"type":"NEW","object":{"metadata":{"resourceVersion":"9"}}}\n',
    ].entries()) {
      api.putSilently("pods", aPod(`web-${i}`));
      await until("it watches", () => api.openWatches("pods") === 1);
      api.send("pods", garbage);
      await until("the missed pod has arrived", async () => (await podNames()).includes(`web-${i}`));
    }
  });

  it.each(["list", "watch"] as const)("retries after a %s that gets 500, garbage or no response", async (verb) => {
    api.failNext("pods", verb, { status: 500 });
    api.failNext("pods", verb, { body: "<html>503 from a proxy</html>\n" });
    api.failNext("pods", verb, "silence");
    const { podNames } = await watching();
    expect(await podNames()).toEqual(["web-a"]);
    expect(api.count("pods", verb)).toBe(4);
  });

  it("reports that it is retrying while the API is unavailable, and keeps the last known state", async () => {
    const { cluster } = await watching();
    for (let i = 0; i < 50; i += 1) {
      api.failNext("pods", "watch", { status: 503 });
      api.failNext("pods", "list", { status: 503 });
    }
    api.cut("pods");
    await until("the state changes", async () => (await cluster()).sources?.pods.state === "retrying");
    const { pods, sources } = await cluster();
    expect(pods.map(({ name }) => name)).toEqual(["web-a"]);
    expect(sources?.nodes.state).toBe("live");
  });

  it("reports which kind it may not read, reads the other one, and continues once the role is back", async () => {
    api.forbid("nodes");
    started = await startApp(api);
    const { cluster, live } = started;
    await until("the state changes", async () => (await cluster()).sources?.nodes.state === "forbidden");
    await until("the pods have arrived", async () => (await cluster()).pods.length === 1);
    expect((await cluster()).sources?.pods.state).toBe("live");
    api.forbid(null);
    await live();
    expect((await cluster()).nodes.map(({ name }) => name)).toEqual(["node-1"]);
  });

  it("waits as long as Retry-After says", async () => {
    api.failNext("pods", "list", { status: 429, retryAfterSeconds: 1 });
    const before = Date.now();
    await watching();
    expect(Date.now() - before).toBeGreaterThan(950);
  });
});

describe("the server's log", () => {
  it("has one JSON object per line and no token", () => {
    const lines = logs().trim().split("\n");
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines)
      expect(Object.keys(JSON.parse(line) as object).slice(0, 3)).toEqual(["time", "level", "message"]);
    expect(logs()).not.toContain("token-of-the-service-account");
    expect(logs()).not.toContain("Bearer");
  });

  it("names the kind that may not be read", () => {
    expect(logs()).toContain('"kind":"nodes","state":"forbidden","why":"the Kubernetes API answered 403"');
  });
});
