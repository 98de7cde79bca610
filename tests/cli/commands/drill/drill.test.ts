import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drill } from "../../../../cli/commands/drill/drill";
import type { DrillOptions } from "../../../../cli/commands/drill/options";
import type { DrillResult } from "../../../../cli/commands/drill/report/result";
import { Refusal } from "../../../../cli/kubernetes/api";
import type { RunningLoad } from "../../../../cli/commands/drill/load/load";
import { OpenLoop, type Visit } from "../../../../cli/commands/drill/load/openLoop";
import { type Timing, realTiming } from "../../../../cli/commands/drill/timing";
import { CannotTell } from "../../../../cli/cannotTell";
import { Interrupts } from "../../../../cli/interrupts";
import { container, fakeContext, project, projectFolder } from "../../harness";
import { FakeDrillCluster } from "./fakeDrillCluster";

jest.setTimeout(60_000);

const everyMs = 50;
/** As long as a few requests. */
const shortTiming: Timing = { ...realTiming, warmUpMs: 200, leastMs: 1100, mostMs: 20_000 };

const given: DrillOptions = {
  ...{ stack: "local", node: undefined, mode: undefined, rate: String(1000 / everyMs), for: "2m", html: undefined },
  ...{ "max-failed": undefined, "max-recovery": undefined, restore: false, json: true },
};

/** What the fakes saw themselves, by the clock of the test. */
interface Script {
  readonly killedAt?: number;
  readonly notReadyAt?: number;
  readonly replacedAt?: number;
  readonly refused: number;
}

/**
 * A local lab whose node is lost by a script: from the kill to NotReady every second visitor is turned away; the cluster shows
 * NotReady at the third look after the kill, the next pod at the 25th.
 */
function lab(change: { cluster?: (cluster: FakeDrillCluster) => void; broken?: boolean } = {}) {
  const cluster = new FakeDrillCluster();
  const script: { -readonly [Key in keyof Script]: Script[Key] } = { refused: 0 };
  let [visitors, looks] = [0, 0];
  const ask = () => {
    visitors += 1;
    const suffers = script.killedAt !== undefined && script.notReadyAt === undefined;
    if (!change.broken && (!suffers || visitors % 2 === 0)) return Promise.resolve();
    script.refused += 1;
    return Promise.reject(new Error("turned away"));
  };
  const timing = { ...shortTiming, startLoad: () => new LoadHere(ask) };
  cluster.before = ({ method, path }) => {
    if (method !== "GET" || script.killedAt === undefined || path !== "/api/v1/nodes") return;
    looks += 1;
    if (looks === 3) {
      cluster.setNode("lab-agent-1", { ready: false });
      script.notReadyAt = performance.now();
    }
    if (looks === 25) {
      cluster.setPod("app-9", { node: "lab-agent-2", ready: true });
      script.replacedAt = performance.now();
    }
  };
  change.cluster?.(cluster);

  const folder = projectFolder();
  const outputs = { kubeconfig: "the administrator's", appUrl: "http://127.0.0.1:8090" };
  const command = "stack output --json --show-secrets --stack local";
  const containers = cluster.nodes.map(({ name }) => container(name, { lab: project }));
  const fake = fakeContext(folder, {
    cluster,
    pulumi: { [command]: { stdout: JSON.stringify(outputs) } },
    docker: { containers },
  });
  const docker = {
    ...fake.context.docker,
    kill: (host: string | undefined, name: string) => {
      script.killedAt = performance.now();
      Object.assign(
        containers.find((one) => one.name === name)!,
        { idle: "stopped" },
      );
      return fake.context.docker.kill(host, name);
    },
    start: (host: string | undefined, name: string) => {
      cluster.setNode(name, { ready: true });
      return fake.context.docker.start(host, name, "stopped");
    },
  };
  const signals = new EventEmitter();
  const context = { ...fake.context, docker, interrupts: new Interrupts(signals) };
  const run = (options: Partial<DrillOptions> = {}) => drill(context, { ...given, ...options }, timing);
  const result = () => JSON.parse(fake.printed.stdout) as DrillResult;
  return { ...fake, signals, containers, cluster, script, run, result, folder };
}

/** The load without a thread of its own, on a page that is not there. It overlooks when this busy machine stands still. */
class LoadHere implements RunningLoad {
  readonly visits: Visit[] = [];
  readonly stalls = [];
  private readonly loop: OpenLoop;

  constructor(ask: () => Promise<void>) {
    const clock = {
      now: () => performance.now(),
      at: (time: number, callback: () => void) => void setTimeout(callback, time - performance.now()),
    };
    this.loop = new OpenLoop(everyMs, clock, ask, (message) => {
      if ("visit" in message) this.visits.push(message.visit);
    });
  }

  async stop(): Promise<this> {
    await this.loop.stop();
    return this;
  }
}

describe("lab drill", () => {
  it("finds the times and figures of a scripted loss, each within one request interval, and brings the node back", async () => {
    const { run, result, script, cluster, requests } = lab();
    await expect(run()).resolves.toBe(0);
    const { seconds, figures, ...rest } = result();
    const since = (at: number | undefined) => (at! - script.killedAt!) / 1000;
    const isNear = (figure: number | undefined, at: number | undefined) =>
      expect(Math.abs(figure! - since(at))).toBeLessThanOrEqual(everyMs / 1000);
    isNear(seconds.notReady, script.notReadyAt);
    isNear(seconds.firstReplacement, script.replacedAt);
    isNear(seconds.fullStrength, script.replacedAt);
    expect(figures.failed).toBe(script.refused);
    expect(figures.beforeNotReady.failed).toBeGreaterThanOrEqual(script.refused - 1);
    expect(rest).toMatchObject({
      node: "lab-agent-1",
      mode: "kill",
      rate: 20,
      restored: true,
      exitCode: 0,
      reasons: [],
    });
    expect(requests.filter((one) => !one.startsWith("read"))).toEqual([
      "kill lab-agent-1 unix:///run/docker.sock",
      "start lab-agent-1 unix:///run/docker.sock",
    ]);
    expect(cluster.lease).toBeUndefined();
    expect(cluster.changes).toEqual([
      "POST /apis/coordination.k8s.io/v1/namespaces/lab/leases",
      "DELETE /apis/coordination.k8s.io/v1/namespaces/lab/leases/drill",
    ]);
  });

  it("notes the node in the cluster for as long as it is lost", async () => {
    const { run, cluster, script } = lab();
    const lookAsBefore = cluster.before;
    let noted: unknown;
    cluster.before = (request) => {
      lookAsBefore(request);
      if (script.notReadyAt !== undefined) noted ??= cluster.lease;
    };
    await run();
    expect(noted).toMatchObject({
      metadata: { annotations: { "container-lab/drill-mode": "kill" } },
      spec: { holderIdentity: "lab-agent-1" },
    });
  });

  it("prints the timeline as it happens, the figures, a chart and the next step, and writes the page", async () => {
    const { run, printed, folder } = lab();
    await run({ json: false, html: "drill.html" });
    expect(printed.stdout).toMatch(/^A load on .*, and then lab-agent-1 is lost\./);
    expect(printed.stdout).toMatch(/ {2}lab-agent-1 is killed \(docker kill\)\n.*lab-agent-1 is NotReady\n/);
    expect(printed.stdout).toContain("full strength: 3 of 3 pods are ready");
    expect(printed.stdout).toMatch(/\n {2}full strength after +\d+\.\d s\n/);
    expect(printed.stdout).toContain("█ served, ▒ failed, L lost, N NotReady");
    expect(printed.stdout).toMatch(/rollout restart deployment app` spreads them over all nodes\.\n$/);
    expect(readFileSync(join(folder, "drill.html"), "utf8")).toMatch(/^<!doctype html>/);
  });

  it("ends with 1 over a limit, and says which", async () => {
    const { run, result } = lab();
    await expect(run({ "max-failed": "0", "max-recovery": "1s" })).resolves.toBe(1);
    const { exitCode, reasons, figures, seconds } = result();
    expect({ exitCode, reasons }).toEqual({
      exitCode: 1,
      reasons: [
        `${figures.failed} requests failed, and --max-failed allows 0.`,
        `Full strength took ${seconds.fullStrength!.toFixed(1)} s, and --max-recovery allows 1s.`,
      ],
    });
  });

  it("loses nothing where the app is not served beforehand", async () => {
    const { run, requests, cluster } = lab({ broken: true });
    await expect(run()).rejects.toThrow(CannotTell);
    await expect(run()).rejects.toThrow(
      /failed before anything was lost \(Error: turned away\)\. Nothing was lost\. Open that page, and look at `kubectl/,
    );
    expect(requests.filter((one) => one.startsWith("kill"))).toEqual([]);
    expect(cluster.lease).toBeUndefined();
  });

  it("brings the node back when somebody ends the drill", async () => {
    const { run, signals, cluster, script, requests } = lab();
    const lookAsBefore = cluster.before;
    cluster.before = (request) => {
      lookAsBefore(request);
      if (script.notReadyAt !== undefined) signals.emit("SIGINT");
    };
    await expect(run()).rejects.toThrow("Stopped, as you asked. lab-agent-1 is back.");
    expect(requests.at(-1)).toBe("start lab-agent-1 unix:///run/docker.sock");
    expect([cluster.lease, cluster.nodes.every(({ ready }) => ready)]).toEqual([undefined, true]);
  });

  it("waits for a network that is away for a while", async () => {
    const { run, cluster, script } = lab();
    const lookAsBefore = cluster.before;
    let silent = 0;
    cluster.before = (request) => {
      if (script.notReadyAt !== undefined && silent < 3) {
        silent += 1;
        throw new CannotTell("it does not answer");
      }
      lookAsBefore(request);
    };
    await expect(run()).resolves.toBe(0);
    expect([silent, cluster.lease]).toEqual([3, undefined]);
  });

  it("names the command where the node does not come back", async () => {
    const { run, result, cluster, script } = lab();
    const lookAsBefore = cluster.before;
    cluster.before = (request) => {
      lookAsBefore(request);
      if (request.method === "DELETE" && script.killedAt !== undefined) throw new Refusal(403, "not you", "DELETE");
    };
    await expect(run()).resolves.toBe(2);
    expect(result()).toMatchObject({
      restored: false,
      reasons: [
        "lab-agent-1 is not back: The cluster refused DELETE (403): not you To bring it back: " +
          "`npm run lab -- drill --restore --stack local`.",
      ],
    });
  });

  it("refuses while another drill has a node, and changes nothing", async () => {
    const { run, cluster, requests } = lab({
      cluster: (one) => {
        one.lease = {
          metadata: { annotations: { "container-lab/drill-mode": "drain" } },
          spec: { holderIdentity: "lab-agent-2", acquireTime: "2027-01-29T10:00:00.000000Z" },
        };
      },
    });
    await expect(run()).rejects.toThrow(
      "A drill runs already, or was stopped half-way (lab-agent-2, drain, since 2027-01-29T10:00:00.000000Z). If nobody is at it: " +
        "`npm run lab -- drill --restore --stack local`.",
    );
    expect(requests.filter((one) => one.startsWith("kill"))).toEqual([]);
    expect(cluster.lease).toBeDefined();
  });

  it("takes the note of a cut that ended long ago for none", async () => {
    const { run } = lab({
      cluster: (one) => {
        one.lease = {
          metadata: { annotations: { "container-lab/drill-mode": "cut" } },
          spec: { holderIdentity: "lab-agent-2", acquireTime: "2020-01-29T10:00:00.000000Z" },
        };
      },
    });
    await expect(run()).resolves.toBe(0);
  });

  it("kills no container that is not the lab's", async () => {
    const { run, containers, cluster } = lab();
    Object.assign(containers[1]!, { lab: "another" });
    await expect(run()).rejects.toThrow(
      "Docker has no container lab-agent-1 of the lab petshop, so nothing was killed. To repair the lab: `npm run local`",
    );
    expect(cluster.lease).toBeUndefined();
  });
});
