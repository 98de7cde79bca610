import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import path from "node:path";
import { Reader } from "./helpers";
import { KubeApi } from "./kubeApi";
import { aPod } from "./objects";
import { describeOnPosix, itOnPosix, noSignals } from "../platform";
import { until } from "./waiting";

jest.setTimeout(30_000);

const SERVER = path.join(__dirname, "../../app/server.js");
let children: ChildProcess[] = [];
let api: KubeApi | undefined;

afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children = [];
  await api?.stop();
  api = undefined;
});

interface Line {
  level: string;
  message: string;
  port: number;
  probePort: number | null;
  mode: string;
}

async function startServer(env: Record<string, string>) {
  const startedAt = Date.now();
  const child = spawn(process.execPath, [SERVER], { env: { PATH: process.env["PATH"] ?? "", PORT: "0", ...env } });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  const lines = () =>
    output
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Line);
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  await until("it is ready or has failed", () => lines().length > 0 && /"ready"|"error"/.test(output));
  const port = lines().find(({ message }) => message === "ready")?.port ?? 0;
  return {
    child,
    lines,
    ended,
    port,
    url: `http://127.0.0.1:${port}`,
    readyAfterMs: Date.now() - startedAt,
    output: () => output,
  };
}

describe("the server as a process", () => {
  itOnPosix(
    "a program starts more slowly, and the image runs on Linux",
    "is ready within a second of its start",
    async () => {
      const { readyAfterMs, url } = await startServer({});
      expect(readyAfterMs).toBeLessThan(1000);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
    },
  );

  it("reports outside a cluster that it is standalone", async () => {
    const { url, lines } = await startServer({});
    expect(lines()[0]?.mode).toBe("container");
    expect(await (await fetch(`${url}/api/cluster`)).json()).toEqual({
      mode: "container",
      standalone: "outside",
      namespace: "",
      endsAt: null,
      sources: null,
      nodes: [],
      pods: [],
      deployments: [],
      activity: [],
    });
  });

  it.each([
    ["2027-01-29T18:00:00+09:00", "2027-01-29T09:00:00.000Z"],
    ["tomorrow", null],
  ])("reports that the lab ends at %s as %s", async (text, endsAt) => {
    const { url } = await startServer({ ENDS_AT: text });
    expect(await (await fetch(`${url}/api/cluster`)).json()).toMatchObject({ endsAt });
  });

  it("reports a missing service account in Kubernetes", async () => {
    const { url } = await startServer({ KUBERNETES_SERVICE_HOST: "10.0.0.1", KUBERNETES_SERVICE_PORT: "443" });
    expect(await (await fetch(`${url}/api/cluster`)).json()).toMatchObject({
      mode: "container",
      standalone: "noServiceAccount",
    });
  });

  it.each([
    ["PORT", "8080"],
    ["PROBE_PORT", "no port for probes alone"],
  ])("exits with 1 and names the value and the fix if %s is not a port number", async (name, usual) => {
    const { ended, lines } = await startServer({ [name]: "eighty" });
    expect(await ended).toEqual([1, null]);
    expect(lines().map(({ level, message }) => [level, message])).toEqual([
      ["error", `${name} is "eighty"; it must be a whole number from 0 to 65535. Leave it out for ${usual}.`],
    ]);
  });

  itOnPosix(noSignals, "answers probes, and nothing else, on a port of their own if there is one", async () => {
    const { child, lines, ended } = await startServer({ PROBE_PORT: "0" });
    const probe = `http://127.0.0.1:${lines()[0]!.probePort}`;
    const statuses = async () =>
      Promise.all(["/healthz", "/readyz", "/", "/api/whoami"].map(async (path) => (await fetch(probe + path)).status));
    expect(await statuses()).toEqual([200, 200, 404, 404]);
    child.kill("SIGTERM");
    await until("it is no longer ready", async () => (await statuses())[1] === 503);
    expect(await ended).toEqual([0, null]);
  });

  it("exits with 1 and EADDRINUSE if the port is in use", async () => {
    const { port } = await startServer({});
    const { ended, output } = await startServer({ PORT: String(port) });
    expect(await ended).toEqual([1, null]);
    expect(output()).toContain("EADDRINUSE");
  });
});

describeOnPosix(noSignals, "SIGTERM", () => {
  it("fails readiness first, ends the streams, answers the open request, then exits with 0", async () => {
    api = await new KubeApi().start();
    api.put("pods", aPod("web-a"));
    const { child, url, port, ended, lines } = await startServer(api.env);
    const stream = await Reader.open(url);
    await until("the snapshot has arrived", () => stream.of("snapshot").length === 1);
    let answer = "";
    const slow = connect(port, "127.0.0.1").on("data", (chunk) => (answer += String(chunk)));
    slow.write("GET /healthz HTTP/1.1\r\nHost: lab\r\n");
    await until("the request has started", () => slow.bytesWritten > 0);

    const startedAt = Date.now();
    child.kill("SIGTERM");
    await until("it is no longer ready", async () => (await fetch(`${url}/readyz`)).status === 503);
    expect((await fetch(`${url}/api/events`)).status).toBe(503);
    await until("the stream has ended", () => stream.ended);
    const { event, data } = stream.messages.at(-1)!;
    expect({ event, ...JSON.parse(data!) }).toEqual({ event: "bye", afterMs: expect.any(Number) });

    await until("new connections are refused", () =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    );
    expect(child.exitCode).toBeNull();
    slow.write("\r\n");
    await until("the open request is answered", () => answer.includes('{"ok":true}'));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(await ended).toEqual([0, null]);
    expect(Date.now() - startedAt).toBeLessThan(5000);
    const steps = ["ready", "draining", "stopped"];
    expect(lines().flatMap(({ message }) => (steps.includes(message) ? [message] : []))).toEqual(steps);
  });

  it("exits with 0 within two seconds if nothing is open, even if it comes twice", async () => {
    const { child, ended } = await startServer({});
    const startedAt = Date.now();
    child.kill("SIGTERM");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(Date.now() - startedAt).toBeLessThan(2000);
  });

  it("exits with 0 although a request never ends", async () => {
    const { child, port, ended } = await startServer({});
    const stuck = connect(port, "127.0.0.1");
    stuck.on("error", () => undefined);
    stuck.write("GET / HTTP/1.1\r\n");
    await until("the request has started", () => stuck.bytesWritten > 0);
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });
});
