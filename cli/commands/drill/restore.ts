import { CannotTell } from "../../cannotTell";
import { type Context, jsonText } from "../../context";
import { reachEngine } from "../../docker/reach";
import type { KubeApi } from "../../kubernetes/api";
import { administratorOf, stackOutputs } from "../../kubernetes/stackAccess";
import { waitUntilReady } from "./bringBack";
import { readCluster } from "./cluster/state";
import { cordonedAnnotation, uncordon } from "./losses/drain";
import { endOfPod } from "./losses/fromInside";
import { readySeconds } from "./losses/loss";
import { type PodStatus, drillPodLabel, drillPodsPath } from "./losses/nodePod";
import type { DrillOptions } from "./options";
import { placeOf } from "./place";
import { readRecord, release } from "./record";
import type { Timing } from "./timing";

/** A cut lasts four minutes at most, and its end is reported a moment later. */
const cutSeconds = 330;

interface Found {
  /** What was brought back, a sentence each. */
  readonly restored: string[];
  /** What is as it is, since no drill made it so. */
  readonly left: string[];
}

/** Brings back what a drill left that was killed, or lost its network. */
export async function restore(
  context: Context,
  { stack, json }: Pick<DrillOptions, "stack" | "json">,
  timing: Timing,
): Promise<void> {
  const { project, place } = placeOf(stack, context.folder);
  const found: Found = { restored: [], left: [] };
  const say = (line: string) => (json ? context.output.err : context.output.out)(`${line}\n`);
  await context.interrupts.outlive(async () => {
    if (place === "docker") await startContainers(context, project, found);
    const api = await context.kubernetes.connect(administratorOf(context, stack, await stackOutputs(context, stack)));
    await endPods(api, found, timing, say);
    await openNodes(api, found);
    const record = await readRecord(api);
    if (record !== undefined) {
      say(`Waiting until ${record.node} is Ready, which a drill took by ${record.mode}.`);
      await waitUntilReady(api, record.node, readySeconds, timing);
      await release(api);
      found.restored.push(`${record.node} is Ready, and its drill is forgotten.`);
    }
    await nameOthers(api, found);
  });
  const { restored, left } = found;
  if (json) return context.output.out(jsonText({ restored, left }));
  if (restored.length === 0) restored.push("No drill has left anything.");
  context.output.out([...restored, ...left, ""].join("\n"));
}

/** The server comes first, since all others ask it. */
async function startContainers(context: Context, project: string, { restored }: Found): Promise<void> {
  const { host, engine } = await reachEngine(context);
  const idle = engine.containers.filter((one) => one.lab === project && one.idle !== undefined);
  for (const { name, idle: how } of idle.toSorted((a, b) => b.name.localeCompare(a.name))) {
    await context.docker.start(host, name, how!);
    restored.push(`The container ${name} runs again.`);
  }
}

/** A pod that waits for its order ends by itself in half a minute: to delete it would be the order. */
async function endPods(api: KubeApi, { restored }: Found, timing: Timing, say: (line: string) => void): Promise<void> {
  const path = `${drillPodsPath}?labelSelector=${encodeURIComponent(drillPodLabel)}`;
  const { items } = await api.request<{ items: readonly PodStatus[] }>({ method: "GET", path });
  for (const { metadata, spec } of items) {
    say(`Waiting until ${spec.nodeName} has ended its drill by itself, which takes a few minutes at most.`);
    if (!(await endOfPod(api, metadata.name, cutSeconds, (ms) => timing.pause(ms)))) {
      throw new CannotTell(`${spec.nodeName} does not report the end of its drill. Restart it: that ends a cut, too.`);
    }
    restored.push(`${spec.nodeName} has ended its drill.`);
  }
}

interface Cordoned {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
}

async function openNodes(api: KubeApi, { restored }: Found): Promise<void> {
  const { items } = await api.request<{ items: readonly Cordoned[] }>({ method: "GET", path: "/api/v1/nodes" });
  for (const { metadata } of items.filter((one) => cordonedAnnotation in (one.metadata.annotations ?? {}))) {
    await uncordon(api, metadata.name);
    restored.push(`${metadata.name} takes pods again.`);
  }
}

async function nameOthers(api: KubeApi, { left }: Found): Promise<void> {
  const { nodes } = await readCluster(api);
  for (const { name } of nodes.filter(({ schedulable }) => !schedulable)) {
    left.push(`${name} is closed to pods, and not by a drill: \`kubectl uncordon ${name}\` opens it.`);
  }
  for (const { name } of nodes.filter(({ ready }) => !ready)) left.push(`${name} is not Ready, and not by a drill.`);
}
