import { once } from "node:events";
import { type RequestListener, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import { Load, underLoad } from "./load";
import { Outcome } from "./outcome";

/** A last resort: each wait ends with what it waits for. */
const limitMs = 300_000;

const visit = (startedAt: number, endedAt: number, error?: string) => ({
  startedAt,
  endedAt,
  ...(error !== undefined && { error }),
});

describe("Outcome", () => {
  const stall = { from: 1000, to: 4000 };

  it("judges no visit that overlaps a stall, failed or not", () => {
    const before = visit(900, 1000, "Error: before");
    const after = visit(4000, 4010);
    const overlapping = [visit(990, 4001, "Error: late"), visit(999, 1001), visit(3999, 4005), visit(2000, 2001)];
    const outcome = new Outcome([after, ...overlapping, before], [stall]);
    expect(outcome.judged).toEqual([before, after]);
    expect(outcome.failed()).toEqual([before]);
    expect(String(outcome)).toBe("1 of 2 requests failed (4 more not judged, because the load itself stalled)");
  });

  it("separates failures after a time from earlier ones by when they began", () => {
    const outcome = new Outcome([visit(10, 30, "Error: early"), visit(20, 25, "Error: late"), visit(21, 26)]);
    expect(outcome.failed(20)).toEqual([visit(20, 25, "Error: late")]);
    expect(outcome.since(20)).toEqual([visit(20, 25, "Error: late"), visit(21, 26)]);
    expect(String(outcome)).toBe("2 of 3 requests failed");
  });

  it("finds the longest time without an answer, and leaves out one in which the load stalled", () => {
    const visits = [
      visit(0, 10),
      visit(50, 310),
      visit(100, 900, "Error: no answer"),
      visit(950, 990),
      visit(4000, 4020),
    ];
    expect(new Outcome(visits, [stall]).longestGapMs).toBe(680);
    expect(new Outcome(visits).longestGapMs).toBe(3030);
    expect(new Outcome([]).longestGapMs).toBe(0);
  });

  it("prints the first five errors in the order in which the visits began, with their times", () => {
    const visits = Array.from({ length: 7 }, (_, index) => visit(1000 - index * 100, 3000, `Error: ${index}`));
    expect(new Outcome(visits).firstErrors(400)).toEqual([
      "at 0.00 s, for 2.60 s: Error: 6",
      "at 0.10 s, for 2.50 s: Error: 5",
      "at 0.20 s, for 2.40 s: Error: 4",
      "at 0.30 s, for 2.30 s: Error: 3",
      "at 0.40 s, for 2.20 s: Error: 2",
    ]);
  });
});

describe("Load", () => {
  const everyMs = 5;
  const closers: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  /** Starts a server on a free port of the loopback. @returns its URL */
  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    closers.push(async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  it(
    "reports each failed visit with its error, and has seen each request when it stops",
    async () => {
      let served = 0;
      let enough = () => {};
      const tenServed = new Promise<void>((resolve) => (enough = resolve));
      const url = await serve((request, response) => {
        served += 1;
        if (served === 10) enough();
        if (served === 2) return void request.socket.destroy();
        response.writeHead(served === 3 ? 503 : 200).end();
      });
      const begun = performance.now();
      const load = new Load(url, { everyMs });
      await tenServed;
      const { visits } = await load.stop();
      const ended = performance.now();
      expect(visits.flatMap(({ error }) => error ?? []).sort()).toEqual(
        ["Error: socket hang up", `Error: ${url} answered 503`].sort(),
      );
      expect(visits).toHaveLength(served);
      expect(load.total).toBe(served);
      const times = visits.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]);
      expect(Math.min(...times)).toBeGreaterThanOrEqual(begun);
      expect(Math.max(...times)).toBeLessThanOrEqual(ended);
    },
    limitMs,
  );

  it(
    "counts a visitor as failed whose patience ends without an answer",
    async () => {
      const url = await serve(() => undefined);
      const load = new Load(url, { everyMs, patienceMs: 50, mostMs: 1 });
      const { visits } = await load.stop();
      expect(new Set(visits.map(({ error }) => error))).toEqual(new Set([`Error: ${url} did not answer within 50 ms`]));
    },
    limitMs,
  );

  it(
    "goes on, and loses no visitor, while the event loop of the tests is blocked",
    async () => {
      const served = new Int32Array(new SharedArrayBuffer(4));
      const server = new Worker(countingServer, { eval: true, workerData: served });
      closers.push(() => server.terminate());
      const [port] = (await once(server, "message")) as [number];
      const load = new Load(`http://127.0.0.1:${port}/`, { everyMs });
      for (let seen = 0; seen < 40; seen = Atomics.load(served, 0)) {
        if (Atomics.wait(served, 0, seen, limitMs) === "timed-out") throw new Error(`only ${seen} visitors came`);
      }
      const outcome = await load.stop();
      expect(outcome.visits.length).toBeGreaterThanOrEqual(40);
      expect(outcome.failed()).toEqual([]);
    },
    limitMs,
  );

  it(
    "ends with what runs under it when that fails, and hands on its error",
    async () => {
      let served = 0;
      const url = await serve((_request, response) => {
        served += 1;
        response.end();
      });
      let load: Load | undefined;
      const failing = underLoad(url, (started) => {
        load = started;
        return Promise.reject(new Error("the drain failed"));
      });
      await expect(failing).rejects.toThrow("the drain failed");
      expect(load?.total).toBe(served);
    },
    limitMs,
  );
});

/** A server in a thread of its own, which counts in shared memory. */
const countingServer = `
  const { createServer } = require("node:http");
  const { parentPort, workerData } = require("node:worker_threads");
  const server = createServer((request, response) => {
    response.end();
    Atomics.add(workerData, 0, 1);
    Atomics.notify(workerData, 0);
  });
  server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;
