import { once } from "node:events";
import { join } from "node:path";
import { figuresOf } from "../../../../cli/commands/drill/figures";
import { Load, type Seen } from "../../../../cli/commands/drill/load/load";
import { startThread } from "../../../../lib/thread";
import { until } from "../../../app/waiting";
import type { GateData, Script, Truth } from "./gate";

const everyMs = 200;
const visitors = 30;
const script: Script = { outage: [8, 16], slow: { every: 10, ms: 700 } };

/** A busy machine may stop the load or the gate at any time: such a run says nothing, and another one does. */
const attempts = 10;

async function runOnce(): Promise<{ seen: Seen; truth: Truth; endedAt: number }> {
  const clockOffset = performance.now() - Number(process.hrtime.bigint()) / 1e6;
  const gate = startThread(join(__dirname, "gate.ts"), { script, clockOffset } satisfies GateData);
  try {
    const [port] = (await once(gate, "message")) as [number];
    const load = new Load({ url: `http://127.0.0.1:${port}/`, everyMs, patienceMs: 60_000, env: {} });
    await until("enough visitors have come", () => load.visits.length >= visitors, 60_000);
    const endedAt = performance.now();
    const seen = await load.stop();
    gate.postMessage("end");
    const [truth] = (await once(gate, "message")) as [Truth];
    return { seen, truth, endedAt };
  } finally {
    await gate.terminate();
  }
}

async function undisturbed(): ReturnType<typeof runOnce> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await runOnce();
    if (attempt === attempts || result.seen.stalls.length + result.truth.stalls.length === 0) return result;
  }
}

/** The nearest value of which so many percent are no larger. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1]!;
}

describe("a load on the app's own server with a scripted outage", () => {
  it("gives each figure as the server itself saw it, within one request interval", async () => {
    const { seen, truth, endedAt } = await undisturbed();
    // The loss is that of the visitor before the outage, and NotReady in the middle of it.
    const lostAt = truth.visitors[7]!.cameAt;
    const notReadyAt = truth.visitors[12]!.cameAt;
    const figures = figuresOf(seen, { lostAt, notReadyAt, endedAt });

    const since = truth.visitors.slice(7);
    const answered = since.filter(({ answeredAt }) => answeredAt !== undefined);
    const isNear = (figure: number | undefined, true_: number, tolerance: number) =>
      expect([figure, Math.abs((figure ?? Infinity) - true_) <= tolerance]).toEqual([figure, true]);

    expect(seen.visits.length).toBe(truth.visitors.length);
    expect(figures.failed).toBe(8);
    expect(figures.failed).toBe(since.length - answered.length);
    isNear(figures.sent, since.length, 1);
    isNear(figures.beforeNotReady.failed, 4, 1);
    isNear(figures.afterNotReady.failed, 4, 1);
    expect(figures.beforeNotReady.failed + figures.afterNotReady.failed).toBe(8);

    const times = answered.map(({ answeredAt }) => answeredAt!).sort((a, b) => a - b);
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    isNear(figures.longestGapMs, Math.max(...gaps), everyMs);

    const latencies = answered.map(({ cameAt, answeredAt }) => answeredAt! - cameAt);
    isNear(figures.p50Ms, percentile(latencies, 50), everyMs);
    isNear(figures.p99Ms, percentile(latencies, 99), everyMs);
  }, 900_000);
});
