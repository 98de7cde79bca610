import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DrillResult } from "../../cli/commands/drill/report/result";
import { docker } from "../docker/engine";
import { waitUntil } from "../waiting";
import { restart, waitForRollout } from "./app";
import { type TestCluster, isOwnCluster } from "./cluster";
import {
  type DrillRun,
  isReached,
  lastSignOf,
  noteOf,
  noticedNode,
  printFigures,
  runDrill,
  writeProject,
} from "./drillRun";
import { report } from "./report";

/** Longer than the lab's own cluster takes to notice; the load lasts a minute anyway. */
const cut = ["--mode", "cut", "--for", "45s"];

/** 14: `lab drill` itself, by both ways to lose a node without a word. */
export function drillTests(cluster: () => TestCluster): void {
  if (!isOwnCluster) return report("14. is left out: it needs the lab's own cluster, whose nodes are its containers");

  const folder = mkdtempSync(join(tmpdir(), "lab-drill-"));
  const page = join(folder, "drill.html");

  beforeAll(() => writeProject(folder));

  afterAll(() => rmSync(folder, { recursive: true }));

  beforeEach(async () => {
    await restart(cluster());
    await waitForRollout(cluster());
  });

  const drill = (...args: string[]) => runDrill(cluster(), folder, ["--json", "--html", page, ...args]);
  const state = (node: string, what: string) => docker("inspect", "--format", `{{.State.${what}}}`, node);

  it("kills a node, measures what comes of it, and starts the node again", async () => {
    const result = await resultOf(drill("--mode", "kill", "--max-recovery", "2m").ended);
    expect(result).toMatchObject({ mode: "kill", exitCode: 0, restored: true, reasons: [] });
    expectRecovery(result);
    await expectNothingLeft(result.node);
  });

  it("cuts a node off from inside, in both directions, until it heals by itself", async () => {
    const { ended } = drill(...cut, "--max-recovery", "2m");
    const node = await meanwhile(ended, noticedNode(cluster()));
    const startedAt = await state(node, "StartedAt");
    const isLost = async () => !(await cluster().kube.readyNodes()).includes(node);
    await meanwhile(ended, waitUntil("it is not Ready", isLost));
    const sign = await lastSignOf(cluster(), node);
    expect(await isReached(cluster(), node)).toBe(false);
    expect(await lastSignOf(cluster(), node)).toBe(sign);
    const result = await resultOf(ended);
    expect(result).toMatchObject({ node, mode: "cut", exitCode: 0, restored: true, reasons: [] });
    expectRecovery(result);
    expect(await isReached(cluster(), node)).toBe(true);
    expect(await state(node, "StartedAt")).toBe(startedAt);
    await expectNothingLeft(node);
  });

  it("brings the node back when Ctrl+C ends the drill, and has nothing to restore then", async () => {
    const { signals, ended } = drill("--mode", "kill");
    const node = await meanwhile(ended, noticedNode(cluster()));
    const isKilled = async () => (await state(node, "Status")) === "exited";
    await meanwhile(ended, waitUntil("it is killed", isKilled));
    signals.emit("SIGINT");
    const { code, stderr } = await ended;
    const end = stderr.trim().split("\n").at(-1);
    expect({ code, end }).toEqual({ code: 1, end: `Stopped, as you asked. ${node} is back.` });
    await expectNothingLeft(node);
    const restored = await runDrill(cluster(), folder, ["--restore"]).ended;
    expect(restored).toMatchObject({ code: 0, stdout: "No drill has left anything.\n" });
  });

  /** What the loss of a node does to this lab in any case. */
  function expectRecovery(result: DrillResult): void {
    printFigures(result);
    const { notReady = 0, firstReplacement = 0, fullStrength = 0 } = result.seconds;
    expect(notReady).toBeGreaterThan(0);
    expect(firstReplacement).toBeGreaterThan(notReady);
    expect(fullStrength).toBeGreaterThanOrEqual(firstReplacement);
    const { sent, failed, beforeNotReady, afterNotReady } = result.figures;
    expect(beforeNotReady.sent + afterNotReady.sent).toBe(sent);
    expect(beforeNotReady.failed + afterNotReady.failed).toBe(failed);
    expect(failed).toBeGreaterThan(0);
    expect(readFileSync(page, "utf8")).toContain(`${result.node} lost`);
  }

  /** Every node is Ready, and no note, no pod and no closed node of a drill is there. */
  async function expectNothingLeft(node: string): Promise<void> {
    const { kube, nodes } = cluster();
    expect(await kube.readyNodes()).toEqual(nodes);
    expect(await noteOf(cluster())).toBeUndefined();
    expect(await kube.pods("kube-system", "container-lab/drill")).toEqual([]);
    expect((await kube.nodes()).filter(({ spec }) => spec?.unschedulable)).toEqual([]);
    expect(await state(node, "Status")).toBe("running");
  }
}

/** Waits for something in a drill that runs. @throws what the drill says, if it ends before */
function meanwhile<T>(ended: DrillRun["ended"], awaited: Promise<T>): Promise<T> {
  const over = ended.then(({ stderr }) => Promise.reject(new Error(`the drill has ended: ${stderr}`)));
  return Promise.race([awaited, over]);
}

async function resultOf(ended: DrillRun["ended"]): Promise<DrillResult> {
  const { stdout, stderr } = await ended;
  const document = JSON.parse(stdout) as DrillResult;
  if (!("figures" in document)) throw new Error(stderr);
  return document;
}
