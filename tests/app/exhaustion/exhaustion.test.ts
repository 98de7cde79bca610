import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Whoami } from "../../../app/types";
import { KubeApi } from "../kubeApi";
import { aNode, aPod } from "../objects";
import { names } from "./attacker";

const app = join(__dirname, "../../../app");

/** Bytes. The limit of the container (components/kubernetes/workload). */
const memoryLimit = 256 * 2 ** 20;

/** What the kubelet allows a probe, and how many in a row may miss it (components/kubernetes/workload). */
const probeTimeoutMs = 2000;
const failureThreshold = 3;

/** Visits while an attack goes on; the server needs longer for them than any of its timeouts. */
const visits = 150;

jest.setTimeout(120_000);

describe("the server, while one visitor sends", () => {
  let api: KubeApi;
  let server: ChildProcess;
  let attacker: ChildProcess | undefined;
  let port: number;

  beforeEach(async () => {
    api = await new KubeApi().start();
    api.put("nodes", aNode("node-1"));
    for (let index = 0; index < 50; index += 1) api.put("pods", aPod(`web-${index}`, { node: "node-1", ready: true }));
    const env = { PATH: process.env["PATH"], ...api.env, PORT: "0", POD_NAME: "web-0" };
    server = spawn(process.execPath, command(), {
      cwd: app,
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    port = await portOf(server);
  });

  afterEach(async () => {
    for (const child of [attacker, server]) {
      if (child?.exitCode !== null) continue;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }
    await api.stop();
  });

  const get = async (path: string) => {
    const begun = performance.now();
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { connection: "close" },
      signal: AbortSignal.timeout(probeTimeoutMs),
    });
    const body = await response.text();
    return { status: response.status, body, ms: performance.now() - begun };
  };

  /** The id from which the streams of this process count. */
  async function epoch(): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${port}/api/events`);
    const reader = response.body!.getReader();
    let text = "";
    while (!/^id: /m.test(text)) text += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    return /^id: (\w+)/m.exec(text)![1]!;
  }

  it.each(names)("%s, answers its probes and others, in less than half of its memory", async (attack) => {
    attacker = fork(join(__dirname, "attacker.js"));
    const begun = once(attacker, "message");
    attacker.send({ port, attack, epoch: await epoch() });
    await begun;
    const probes: number[] = [];
    let [peak, missed, missedInARow] = [0, 0, 0];
    for (let visit = 0; visit < visits; visit += 1) {
      // Something changes all the time, so that streams have something to send.
      api.put("pods", aPod(`web-${visit % 50}`, { node: "node-1", ready: visit % 2 === 0 }));
      const health = await get("/healthz").catch(() => undefined);
      missedInARow = health ? 0 : missedInARow + 1;
      expect(missedInARow).toBeLessThan(failureThreshold);
      if (!health) {
        missed += 1;
        continue;
      }
      const [ready, page, who] = [await get("/readyz"), await get("/"), await get("/api/whoami")];
      expect([health.status, ready.status, page.status]).toEqual([200, 200, 200]);
      probes.push(health.ms);
      peak = Math.max(peak, (JSON.parse(who.body) as Whoami).memoryBytes);
    }
    // On a machine with two cores the attack's first wave alone takes a moment.
    expect(missed).toBeLessThan(visits / 20);
    const median = probes.sort((a, b) => a - b)[Math.floor(probes.length / 2)]!;
    process.stdout.write(
      `tests/app: ${attack}: at most ${(peak / 2 ** 20).toFixed(0)} MiB; /healthz within ${median.toFixed(1)} ms, ` +
        `the slowest of ${probes.length} within ${probes.at(-1)!.toFixed(0)} ms\n`,
    );
    expect(peak).toBeLessThan(memoryLimit / 2);
    expect(server.exitCode).toBeNull();
  });
});

/** What the image runs. */
function command(): string[] {
  const [, json] = /^CMD (.*)$/m.exec(readFileSync(join(app, "Dockerfile"), "utf8"))!;
  return JSON.parse(json!) as string[];
}

/** Reads the port from the line by which the server says that it is ready. */
async function portOf(server: ChildProcess): Promise<number> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const entry = JSON.parse(line) as { message: string; port?: number };
    if (entry.message === "ready") {
      server.stdout!.resume();
      return entry.port!;
    }
  }
  throw new Error("the server ended before it was ready");
}
