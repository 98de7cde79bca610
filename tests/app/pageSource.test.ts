import { WrongAnswer } from "../../app/public/shared/fetchJson";
import { createSource, type Link } from "../../app/public/shared/source";

/** An event stream that the test speaks for. */
class FakeStream extends EventTarget {
  static readonly all: FakeStream[] = [];
  closed = false;

  constructor(readonly url: string) {
    super();
    FakeStream.all.push(this);
  }

  close(): void {
    this.closed = true;
  }

  say(event: string, data: unknown): void {
    this.dispatchEvent(Object.assign(new Event(event), { data: JSON.stringify(data) }));
  }

  break(): void {
    if (!this.closed) this.dispatchEvent(new Event("error"));
  }
}

const SNAPSHOT = { nodes: [], pods: [] };

let polled: jest.SpyInstance;
let random: jest.SpyInstance;
let answer: () => Promise<Response>;

const works = () => Promise.resolve(new Response(JSON.stringify(SNAPSHOT)));
const refuses = () => Promise.reject(new TypeError("Failed to fetch"));

beforeEach(() => {
  jest.useFakeTimers();
  FakeStream.all.length = 0;
  Object.assign(globalThis, { EventSource: FakeStream });
  answer = works;
  random = jest.spyOn(Math, "random").mockReturnValue(0.5);
  polled = jest.spyOn(globalThis, "fetch").mockImplementation(() => answer());
});

afterEach(() => {
  polled.mockRestore();
  random.mockRestore();
  Reflect.deleteProperty(globalThis, "EventSource");
  jest.useRealTimers();
});

function start(canStream = true) {
  const links: string[] = [];
  const snapshots: unknown[] = [];
  const source = createSource({
    path: "api/cluster",
    isSnapshot: (value) => Array.isArray(value?.nodes),
    canStream,
    judge: (error) => (error instanceof WrongAnswer ? "between" : null),
    onSnapshot: (snapshot) => snapshots.push(snapshot),
    onChange: () => undefined,
    onTime: () => undefined,
    onLink: ({ state, reason, isHeld }: Link) =>
      links.push([state, reason, isHeld ? "held" : null].filter((part) => part !== null).join(" ")),
  });
  source.start();
  return { source, links, snapshots };
}

const stream = () => FakeStream.all.at(-1) as FakeStream;
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe("the page's source of the cluster", () => {
  it("is one stream, under a relative address, and no question while it is alive", async () => {
    const { links } = start();
    stream().say("snapshot", SNAPSHOT);
    for (let i = 0; i < 10; i += 1) {
      await pass(4000);
      stream().say("beat", { now: "2026-03-02T09:00:00Z" });
    }
    expect([links, FakeStream.all.map(({ url }) => url), polled.mock.calls]).toEqual([
      ["connecting", "live"],
      ["api/events"],
      [],
    ]);
  });

  it("asks when the stream is silent for two and a half heartbeats, and opens another one", async () => {
    const { links, snapshots } = start();
    const first = stream();
    first.say("snapshot", SNAPSHOT);
    await pass(9999);
    expect([first.closed, polled.mock.calls.length]).toEqual([false, 0]);
    await pass(2000);
    expect([first.closed, FakeStream.all.length, snapshots.length, links]).toEqual([
      true,
      2,
      2,
      ["connecting", "live"],
    ]);
  });

  it("asks every two seconds, and says so, when three streams in a row have brought nothing", async () => {
    const { links } = start();
    await pass(15_000);
    expect([FakeStream.all.length, links]).toEqual([3, ["connecting", "live", "asking held"]]);
    const before = polled.mock.calls.length;
    await pass(10_000);
    expect(polled.mock.calls.length - before).toBe(5);
  });

  it("tries a stream again meanwhile, ever more rarely, and returns to it when it gets through", async () => {
    const { links } = start();
    const seconds: number[] = [];
    for (let second = 1; second <= 815; second += 1) {
      const before = FakeStream.all.length;
      await pass(1000);
      if (FakeStream.all.length > before) seconds.push(second);
    }
    expect(seconds).toEqual([4, 9, 34, 82, 175, 358, 586, 814]);
    stream().say("snapshot", SNAPSHOT);
    polled.mockClear();
    await pass(9000);
    expect([links.at(-1), polled.mock.calls]).toEqual(["live", []]);
  });

  it("is not lost when the stream breaks and a single question fails, which may have reached the same pod", async () => {
    const { links } = start();
    stream().say("snapshot", SNAPSHOT);
    answer = () => {
      answer = works;
      return refuses();
    };
    stream().break();
    await pass(400);
    expect(polled).toHaveBeenCalledTimes(1);
    await pass(1000);
    expect(links).toEqual(["connecting", "live"]);
  });

  it("is lost after two questions without an answer, and opens a stream as soon as one is answered", async () => {
    const { links } = start();
    stream().say("snapshot", SNAPSHOT);
    answer = refuses;
    stream().break();
    for (let i = 0; i < 60; i += 1) {
      stream().break();
      await pass(1000);
    }
    answer = works;
    const before = FakeStream.all.length;
    await pass(2500);
    expect([links, FakeStream.all.length - before]).toEqual([["connecting", "live", "lost", "live"], 1]);
  });

  it("opens the next stream when the server says, which stops, and does not count that as a failure", async () => {
    const { links } = start();
    for (let replica = 1; replica <= 5; replica += 1) {
      stream().say("snapshot", SNAPSHOT);
      stream().say("bye", { afterMs: 800 });
      await pass(799);
      expect([FakeStream.all.length, stream().closed]).toEqual([replica, true]);
      await pass(1);
      expect([FakeStream.all.length, stream().closed]).toEqual([replica + 1, false]);
    }
    expect(links).toEqual(["connecting", "live"]);
  });

  it("asks while its stream gives way to others, says so, and blames nothing on the way", async () => {
    const { links, snapshots } = start();
    stream().say("snapshot", SNAPSHOT);
    stream().say("bye", { afterMs: 15_000 });
    await pass(14_999);
    expect([FakeStream.all.length, snapshots.length, links]).toEqual([1, 1 + 8, ["connecting", "live", "asking"]]);
    await pass(1);
    stream().say("snapshot", SNAPSHOT);
    polled.mockClear();
    await pass(9000);
    expect([FakeStream.all.length, links.at(-1), polled.mock.calls]).toEqual([2, "live", []]);
  });

  it("does not come back before its time although the lab was lost meanwhile", async () => {
    const { links } = start();
    stream().say("snapshot", SNAPSHOT);
    stream().say("bye", { afterMs: 15_000 });
    answer = refuses;
    await pass(5000);
    answer = works;
    await pass(9999);
    expect([FakeStream.all.length, links]).toEqual([1, ["connecting", "live", "lost", "asking"]]);
    await pass(1);
    expect(FakeStream.all.length).toBe(2);
  });

  it("says whose side it is if something else answers", async () => {
    const { links } = start();
    answer = () => Promise.resolve(new Response("<h1>Sign in</h1>"));
    stream().break();
    await pass(2000);
    expect(links).toEqual(["connecting", "own between"]);
  });

  it("is questions alone in a browser without streams", async () => {
    const { links } = start(false);
    await pass(10_000);
    expect([links, FakeStream.all]).toEqual([["connecting", "asking"], []]);
  });

  it("holds nothing when it is stopped, and starts anew", async () => {
    const { source, links } = start();
    const first = stream();
    first.say("snapshot", SNAPSHOT);
    source.stop();
    await pass(60_000);
    expect([first.closed, FakeStream.all.length, polled.mock.calls]).toEqual([true, 1, []]);
    source.start();
    stream().say("snapshot", SNAPSHOT);
    expect(links).toEqual(["connecting", "live", "connecting", "live"]);
  });
});
