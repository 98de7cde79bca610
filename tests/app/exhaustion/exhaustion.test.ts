import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { KubeApi } from "../kubeApi";
import { aNode, aPod } from "../objects";
import { until } from "../waiting";
import { names } from "./attacker";
import { describeWhere, onLinux } from "../../platform";

const app = join(__dirname, "../../../app");

/** The limit of the container (components/kubernetes/workload). */
const memoryLimitMiB = 256;

/** What the kubelet allows a probe, and how many in a row may miss it (components/kubernetes/workload). */
const probeTimeoutMs = 2000;
const failureThreshold = 3;

/** A visitor's browser waits far longer than a probe. */
const patienceMs = 20_000;

/** Probes while an attack goes on. */
const visits = 150;
/** So many probes to one visitor of the page. */
const pageEvery = 10;

jest.setTimeout(120_000);

describeWhere(
  onLinux,
  "only Linux tells how much memory a process held at most",
  "the server, while one visitor sends",
  () => {
    let api: KubeApi;
    let server: ChildProcess;
    let attacker: ChildProcess | undefined;
    let port: number;
    let probePort: number;

    beforeEach(async () => {
      api = await new KubeApi().start();
      api.put("nodes", aNode("node-1"));
      for (let index = 0; index < 50; index += 1)
        api.put("pods", aPod(`web-${index}`, { node: "node-1", ready: true }));
      const env = { PATH: process.env["PATH"], ...api.env, PORT: "0", PROBE_PORT: "0", POD_NAME: "web-0" };
      server = spawn(process.execPath, command(), {
        cwd: app,
        env,
        stdio: ["ignore", "pipe", "inherit"],
      });
      ({ port, probePort } = await portsOf(server));
      await until("the watches are open", () =>
        (["nodes", "pods", "deployments"] as const).every((kind) => api.openWatches(kind) === 1),
      );
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

    /** Asks as a new visitor. @returns milliseconds until the whole answer @throws if it is not 200 or comes too late */
    async function get(path: string, from: number, withinMs: number): Promise<number> {
      const begun = performance.now();
      const response = await fetch(`http://127.0.0.1:${from}${path}`, {
        headers: { connection: "close" },
        signal: AbortSignal.timeout(withinMs),
      });
      await response.text();
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
      return performance.now() - begun;
    }

    /** MiB that the server held at most until now. */
    function peak(): number {
      const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)![1]) / 1024;
    }

    it.each(names)("%s, answers its probes and others, in less than half of its memory", async (attack) => {
      attacker = fork(join(__dirname, "attacker.js"));
      const begun = once(attacker, "message");
      attacker.send({ port, attack });
      await begun;
      const pages: Promise<number>[] = [];
      const probes: number[] = [];
      let [missed, missedInARow] = [0, 0];
      for (let visit = 0; visit < visits; visit += 1) {
        // Something changes all the time, so that streams have something to send.
        api.put("pods", aPod(`web-${visit % 50}`, { node: "node-1", ready: visit % 2 === 0 }));
        if (visit % pageEvery === 0) pages.push(get("/", port, patienceMs));
        const ms = await get("/healthz", probePort, probeTimeoutMs).catch(() => undefined);
        missedInARow = ms === undefined ? missedInARow + 1 : 0;
        expect(missedInARow).toBeLessThan(failureThreshold);
        if (ms === undefined) missed += 1;
        else probes.push(ms);
      }
      const slowestPage = Math.max(...(await Promise.all(pages)));
      const counted = once(attacker, "message") as Promise<[number]>;
      attacker.send("count");
      const [connections] = await counted;
      const median = probes.sort((a, b) => a - b)[Math.floor(probes.length / 2)]!;
      const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
      process.stdout.write(
        `tests/app: ${attack}: ${connections} connections, at most ${peak().toFixed(0)} MiB; probes within ${ms(median)}, ` +
          `the slowest of ${probes.length} within ${ms(probes.at(-1)!)}; the page within ${ms(slowestPage)}\n`,
      );
      // On a machine with two cores the attack's first wave alone takes a moment.
      expect(missed).toBeLessThan(visits / 20);
      expect(median).toBeLessThan(probeTimeoutMs / 10);
      expect(peak()).toBeLessThan(memoryLimitMiB / 2);
      expect(server.exitCode).toBeNull();
    });
  },
);

/** What the image runs. */
function command(): string[] {
  const [, json] = /^CMD (.*)$/m.exec(readFileSync(join(app, "Dockerfile"), "utf8"))!;
  return JSON.parse(json!) as string[];
}

/** Reads the ports from the line by which the server says that it is ready. */
async function portsOf(server: ChildProcess): Promise<{ port: number; probePort: number }> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const entry = JSON.parse(line) as { message: string; port: number; probePort: number };
    if (entry.message === "ready") {
      server.stdout!.resume();
      return entry;
    }
  }
  throw new Error("the server ended before it was ready");
}
