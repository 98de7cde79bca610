import { figuresOf, judgedOf, perSecond, servedShare } from "../../../../cli/commands/drill/figures";
import type { Visit } from "../../../../cli/commands/drill/load/openLoop";

const [everyMs, lostAt] = [50, 10_000];

/** A request at lostAt + n·50 ms that is answered after a time, or fails then. */
const visit = (n: number, ms: number, error?: string): Visit => {
  const dueAt = lostAt + n * everyMs;
  return { dueAt, endedAt: dueAt + ms, ...(error !== undefined && { error }) };
};

/** From 5 s before the loss to 70 s after it; requests 20 to 39 fail, and of each hundred one takes 400 ms. */
const visits = Array.from({ length: 1500 }, (_, index) => index - 100).map((n) =>
  n >= 20 && n < 40 ? visit(n, 2000, "Error: refused") : visit(n, n % 100 === 77 ? 400 : 4),
);
const moments = { lostAt, notReadyAt: lostAt + 30 * everyMs, endedAt: lostAt + 70_000 };
const seen = { visits, stalls: [] };

describe("figuresOf", () => {
  it("counts from the loss on, split at NotReady, and the minute by itself", () => {
    expect(figuresOf(seen, moments)).toMatchObject({
      sent: 1400,
      failed: 20,
      notJudged: 0,
      beforeNotReady: { sent: 30, failed: 10 },
      afterNotReady: { sent: 1370, failed: 10 },
      minute: { sent: 1200, failed: 20 },
    });
  });

  it("counts what was under way when the node was lost, too", () => {
    const open = visit(-2, 2000, "Error: no answer");
    const judged = figuresOf({ visits: [...visits, open], stalls: [] }, moments);
    expect([judged.sent, judged.failed, judged.beforeNotReady.failed]).toEqual([1401, 21, 11]);
  });

  it("counts all as before NotReady where there is none", () => {
    const { beforeNotReady, afterNotReady } = figuresOf(seen, { lostAt, endedAt: moments.endedAt });
    expect([beforeNotReady.sent, afterNotReady]).toEqual([1400, { sent: 0, failed: 0 }]);
  });

  it("finds p50 and p99 of the answers, to three digits", () => {
    const { p50Ms, p99Ms } = figuresOf(seen, moments);
    expect([p50Ms?.toFixed(1), p99Ms?.toFixed(0)]).toEqual(["4.0", "400"]);
    const silent = figuresOf({ visits: [visit(0, 2000, "Error: refused")], stalls: [] }, moments);
    expect([silent.p50Ms, silent.p99Ms]).toEqual([undefined, undefined]);
  });

  it("finds the longest time without an answer, also before the first and after the last one", () => {
    // From the answer to request 19 to that to request 40.
    expect(figuresOf(seen, moments).longestGapMs).toBe(21 * everyMs);
    const gap = (answers: readonly number[], endedAt: number) =>
      figuresOf({ visits: answers.map((n) => visit(n, 0)), stalls: [] }, { lostAt, endedAt }).longestGapMs;
    expect(gap([-2, 30, 31], lostAt + 32 * everyMs)).toBe(32 * everyMs);
    expect(gap([-2, 0, 1], lostAt + 40 * everyMs)).toBe(39 * everyMs);
    expect(gap([], lostAt + 40 * everyMs)).toBe(40 * everyMs);
  });

  it("judges no request in which the load stood still, and no such gap", () => {
    const stall = { from: lostAt + 950, to: lostAt + 2050 };
    const stalled = figuresOf({ visits, stalls: [stall] }, moments);
    // Requests 19 to 40: 19 is answered after 954 ms.
    expect([stalled.sent, stalled.failed, stalled.notJudged]).toEqual([1400 - 22, 0, 22]);
    // From the answer to request 40, in which it stood still, to that to request 41; 77 of each hundred is slow.
    expect(stalled.longestGapMs).toBe(100);
  });
});

describe("judgedOf", () => {
  it("leaves out what overlaps a stall by any part, and nothing that only meets it", () => {
    const [before, after] = [visit(0, 50), visit(9, 10)];
    const overlapping = [visit(0, 51), visit(2, 1), visit(8, 60)];
    const judged = judgedOf({
      visits: [after, ...overlapping, before],
      stalls: [{ from: lostAt + 50, to: lostAt + 450 }],
    });
    expect(judged).toEqual([before, after]);
  });
});

describe("perSecond", () => {
  it("counts the requests of each second from the loss on", () => {
    const counts = perSecond(seen, { lostAt, endedAt: lostAt + 2500 });
    expect(counts).toEqual([
      { sent: 20, failed: 0 },
      { sent: 20, failed: 20 },
      { sent: 20, failed: 0 },
    ]);
  });
});

describe("servedShare", () => {
  it("is the share that was answered, and unknown of nothing", () => {
    expect([servedShare({ sent: 40, failed: 2 }), servedShare({ sent: 0, failed: 0 })]).toEqual([0.95, undefined]);
  });
});
