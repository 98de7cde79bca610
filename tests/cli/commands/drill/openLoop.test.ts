import { type Message, OpenLoop } from "../../../../cli/commands/drill/load/openLoop";

/** A clock that stands still until it is told to go on. */
class FakeClock {
  time = 1000;
  private timers: { time: number; callback: () => void }[] = [];

  now(): number {
    return this.time;
  }

  at(time: number, callback: () => void): void {
    this.timers.push({ time, callback });
  }

  /** Goes on to a time; `stall` runs nothing on the way, as an event loop that is blocked. */
  async to(time: number, stall = false): Promise<void> {
    await settle();
    if (stall) this.time = time;
    for (;;) {
      const [next] = this.timers.filter((timer) => timer.time <= time).sort((a, b) => a.time - b.time);
      if (next === undefined) break;
      this.timers.splice(this.timers.indexOf(next), 1);
      this.time = Math.max(this.time, next.time);
      next.callback();
      await settle();
    }
    this.time = time;
  }
}

/** Lets answers that are there be handled. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

function startLoop(everyMs: number, ask: () => Promise<unknown> = () => Promise.resolve()) {
  const clock = new FakeClock();
  const messages: Message[] = [];
  const loop = new OpenLoop(everyMs, clock, ask, (message) => messages.push(message));
  const visits = () => messages.flatMap((message) => ("visit" in message ? [message.visit] : []));
  const stalls = () => messages.flatMap((message) => ("stall" in message ? [message.stall] : []));
  return { clock, loop, visits, stalls };
}

describe("OpenLoop", () => {
  it("sends request n at t0 + n·interval, though none is ever answered", async () => {
    let asked = 0;
    const { clock } = startLoop(50, () => {
      asked += 1;
      return new Promise(() => undefined);
    });
    await clock.to(1049);
    expect(asked).toBe(1);
    await clock.to(1500);
    expect(asked).toBe(11);
  });

  it("counts latency from when a request was due, also of one that it sent late", async () => {
    const { clock, visits, stalls } = startLoop(100);
    await clock.to(1050);
    await clock.to(1450, true);
    expect(visits()).toEqual([
      { dueAt: 1000, endedAt: 1000 },
      { dueAt: 1100, endedAt: 1450 },
      { dueAt: 1200, endedAt: 1450 },
      { dueAt: 1300, endedAt: 1450 },
      { dueAt: 1400, endedAt: 1450 },
    ]);
    expect(stalls()).toEqual([{ from: 1040, to: 1450 }]);
  });

  it("reports why a request was not answered, and when that was known", async () => {
    const { clock, visits } = startLoop(1000, () => Promise.reject(new Error("refused")));
    await clock.to(1500);
    expect(visits()).toEqual([{ dueAt: 1000, endedAt: 1000, error: "Error: refused" }]);
  });

  it("stops with the last answer, sends nothing more, and does not take the wait for a stall", async () => {
    const answers: (() => void)[] = [];
    const { clock, loop, visits, stalls } = startLoop(100, () => new Promise<void>((resolve) => answers.push(resolve)));
    await clock.to(1150);
    let stopped = false;
    const stopping = loop.stop().then(() => (stopped = true));
    await clock.to(2000);
    expect([answers.length, stopped]).toEqual([2, false]);
    for (const answer of answers) answer();
    await stopping;
    expect(stalls()).toEqual([]);
    expect(visits()).toEqual([
      { dueAt: 1000, endedAt: 2000 },
      { dueAt: 1100, endedAt: 2000 },
    ]);
  });
});
