import { EventEmitter, once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect as connectTo } from "node:net";
import { join } from "node:path";
import type { Context } from "../../cli/context";
import type { DrillResult } from "../../cli/commands/drill/report/result";
import { systemOf } from "../../cli/docker/advice";
import { createClock } from "../../cli/clock";
import { createDockerClient } from "../../cli/docker/client";
import { Interrupts } from "../../cli/interrupts";
import { connect } from "../../cli/kubernetes/api";
import { runCommand } from "../../cli/runCommand";
import { project } from "../lab";
import { waitUntil } from "../waiting";
import type { TestCluster } from "./cluster";
import { report } from "./report";

/** The files of a project whose stack `drill` is the lab on the test's cluster. */
export function writeProject(folder: string): void {
  writeFileSync(join(folder, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  writeFileSync(join(folder, "package.json"), '{ "version": "0.0.0" }');
  writeFileSync(join(folder, "Pulumi.drill.yaml"), "config:\n  target: local\n");
}

export interface DrillRun {
  /** Takes the signals that a terminal would send. */
  readonly signals: EventEmitter;
  readonly ended: Promise<{ code: number; stdout: string; stderr: string }>;
}

/** Runs `lab drill` on the test's cluster, in this process. Only Pulumi is not there: its outputs are given. */
export function runDrill(cluster: TestCluster, folder: string, args: readonly string[]): DrillRun {
  const signals = new EventEmitter();
  const printed = { stdout: "", stderr: "" };
  const run = async () => {
    const context = await contextOf(cluster, folder, signals, printed);
    const code = await runCommand(["drill", "--stack", "drill", ...args], context);
    return { code, ...printed };
  };
  return { signals, ended: run() };
}

async function contextOf(
  cluster: TestCluster,
  folder: string,
  signals: EventEmitter,
  printed: { stdout: string; stderr: string },
): Promise<Context> {
  const outputs = { kubeconfig: cluster.kube.config.exportConfig(), appUrl: await cluster.url() };
  return {
    ...{ folder, workingFolder: folder, env: process.env, system: systemOf(process.platform, process.env) },
    output: {
      out: (text) => void (printed.stdout += text),
      err: (text) => void (printed.stderr += text),
      colour: false,
      width: 100,
    },
    interrupts: new Interrupts(signals),
    processes: { nameOf: () => undefined },
    pulumi: { run: () => Promise.resolve({ code: 0, stdout: JSON.stringify(outputs) }) },
    docker: createDockerClient(process.env),
    prices: () => Promise.reject(new Error("nobody asks for prices")),
    run: (program) => Promise.reject(new Error(`nobody runs ${program}`)),
    azure: { connect: () => Promise.reject(new Error("nobody asks Azure")) },
    clock: createClock(new AbortController().signal),
    ask: () => Promise.reject(new Error("nobody is asked")),
    kubernetes: {
      preload: () => Promise.resolve(),
      connect: (access) => connect(access),
      stream: () => Promise.reject(new Error("nobody watches")),
    },
  };
}

interface Lease {
  readonly spec: { readonly holderIdentity?: string; readonly renewTime?: string };
}

/** Waits until a drill has noted its node. */
export async function noticedNode(cluster: TestCluster): Promise<string> {
  let node: string | undefined;
  await waitUntil("the drill has chosen a node", async () => (node = await noteOf(cluster)) !== undefined);
  return node!;
}

/** The node that a drill has noted; `undefined` if there is no note. */
export async function noteOf({ kube }: TestCluster): Promise<string | undefined> {
  const path = "/apis/coordination.k8s.io/v1/namespaces/lab/leases/drill";
  const { code, body } = await kube.send({ method: "GET", path });
  return code === 404 ? undefined : (body as Lease).spec.holderIdentity;
}

/** When a node last got through to the API server. */
export async function lastSignOf({ kube }: TestCluster, node: string): Promise<string> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node}`;
  return (await kube.get<Lease>(path)).spec.renewTime!;
}

/** Whether this machine gets through to a node's kubelet. */
export async function isReached({ kube }: TestCluster, node: string): Promise<boolean> {
  const { status } = (await kube.nodes()).find(({ metadata }) => metadata?.name === node)!;
  const { address } = status!.addresses!.find(({ type }) => type === "InternalIP")!;
  const socket = connectTo(10_250, address);
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(2000) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Prints what a drill measured. */
export function printFigures({ mode, figures, seconds, servedInMinute, errors }: DrillResult): void {
  const { sent, failed, beforeNotReady, afterNotReady, longestGapMs, p50Ms, p99Ms, notJudged } = figures;
  const time = (value = NaN) => `${value.toFixed(1)} s`;
  const rows = [
    `${failed} of ${sent} requests failed: ${beforeNotReady.failed} of ${beforeNotReady.sent} before NotReady, ` +
      `${afterNotReady.failed} of ${afterNotReady.sent} after it; ${notJudged} not judged`,
    `${(100 * (servedInMinute ?? 0)).toFixed(1)} % of the minute served, longest time without an answer ` +
      `${time(longestGapMs / 1000)}, p50 ${p50Ms?.toFixed(1)} ms, p99 ${p99Ms?.toFixed(1)} ms`,
    `NotReady after ${time(seconds.notReady)}, first replacement ${time(seconds.firstReplacement)}, ` +
      `full strength ${time(seconds.fullStrength)}`,
    ...errors.slice(0, 3).map(({ second, text }) => `at ${time(second)}: ${text}`),
  ];
  for (const row of rows) report(`14. ${mode}: ${row}`);
}
