import { WrongAnswer } from "../../app/public/shared/fetchJson";
import { ownReason } from "../../app/public/shared/ownLimits";
import { createPace } from "../../app/public/pace";
import { createRequests } from "../../app/public/requests";

const START = Date.parse("2026-03-02T09:00:00Z");
const PROXY = "/api/v1/namespaces/lab/services/app:http/proxy/sharedWatch.js";

beforeEach(() => jest.useFakeTimers({ now: START }));
afterEach(() => jest.useRealTimers());

describe("a failed request", () => {
  const calm = { interrupted: false, timedOut: false, onLine: true, pathname: "/sharedWatch.js" };
  const network = new TypeError("Failed to fetch");

  it.each([
    ["a refused connection", network, {}, null],
    ["no answer in time", network, { timedOut: true }, null],
    ["a gateway's 502", new WrongAnswer(502), {}, null],
    ["the server's 503", new WrongAnswer(503), {}, null],
    ["a broken connection of a computer without a network", network, { onLine: false }, "offline"],
    ["one during which the browser paused", network, { interrupted: true }, "interrupted"],
    ["a redirect to a sign-in page", new WrongAnswer(0), {}, "between"],
    ["a page instead of JSON", new WrongAnswer(200), {}, "between"],
    ["a filter's 403", new WrongAnswer(403), {}, "between"],
    ["a network that requires to sign in", new WrongAnswer(511), {}, "between"],
    ["the server's 429", new WrongAnswer(429), {}, "throttled"],
    ["a refused connection to kubectl proxy", network, { pathname: PROXY }, "kubectlProxy"],
    ["no answer in time through kubectl proxy", network, { pathname: PROXY, timedOut: true }, null],
    ["a 503 of kubectl proxy, for a service without pods", new WrongAnswer(503), { pathname: PROXY }, null],
  ] as const)("by %s is judged by whose side it was", (_, error, circumstances, reason) => {
    expect(ownReason(error, { ...calm, ...circumstances })).toBe(reason);
  });
});

describe("the pace of requests", () => {
  function run() {
    const slots: number[] = [];
    const resumes: number[] = [];
    const pace = createPace({ onTick: (slot) => slots.push(slot), onResume: (seconds) => resumes.push(seconds) });
    return { pace, slots, resumes };
  }

  /** Time passes while nothing runs, as in a computer that sleeps. */
  const sleep = (ms: number) => jest.setSystemTime(Date.now() + ms);

  it("gives each second its slot", () => {
    const { pace, slots, resumes } = run();
    pace.start();
    jest.advanceTimersByTime(3000);
    expect([slots, resumes]).toEqual([[1, 2, 3, 4], [0]]);
  });

  it("leaves the slots of a sleep empty and reports its length", () => {
    const { pace, slots, resumes } = run();
    pace.start();
    sleep(60_000);
    jest.advanceTimersByTime(2000);
    expect([slots, resumes]).toEqual([
      [1, 62, 63],
      [0, 61],
    ]);
  });

  it("reports how long it was stopped", () => {
    const { pace, resumes } = run();
    pace.start();
    pace.stop();
    jest.advanceTimersByTime(20_000);
    pace.start();
    expect(resumes).toEqual([0, 20]);
  });

  it("goes on if the clock is set back", () => {
    const { pace, slots } = run();
    pace.start();
    sleep(-3_600_000);
    jest.advanceTimersByTime(2000);
    expect(slots).toEqual([1, 2, 3]);
  });

  it("counts as interrupted what was open during a sleep, before and after it is noticed", () => {
    const { pace } = run();
    pace.start();
    const startedAt = Date.now();
    expect(pace.wasInterrupted(startedAt)).toBe(false);
    sleep(60_000);
    expect(pace.wasInterrupted(startedAt)).toBe(true);
    jest.advanceTimersByTime(1000);
    expect(pace.wasInterrupted(startedAt)).toBe(true);
  });

  it("counts what fails after a sleep as interrupted, until a request is answered or ten seconds have passed", () => {
    const answered = run().pace;
    const silent = run().pace;
    for (const pace of [answered, silent]) pace.start();
    const before = Date.now();
    sleep(60_000);
    jest.advanceTimersByTime(1000);
    answered.settle(before);
    expect(answered.wasInterrupted(Date.now())).toBe(true);
    answered.settle(Date.now());
    expect([answered, silent].map((pace) => pace.wasInterrupted(Date.now()))).toEqual([false, true]);
    jest.advanceTimersByTime(10_000);
    expect(silent.wasInterrupted(Date.now())).toBe(false);
  });
});

describe("the page's requests", () => {
  let fetched: jest.SpyInstance;

  beforeEach(() => {
    fetched = jest.spyOn(globalThis, "fetch").mockImplementation(
      (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
        }),
    );
  });

  afterEach(() => fetched.mockRestore());

  it("are at most three at a time, so that none waits for a connection", () => {
    const requests = createRequests({ judge: () => null, onOutcome: () => undefined });
    for (const slot of [1, 2, 3, 4]) requests.send(slot);
    expect(fetched).toHaveBeenCalledTimes(3);
    expect(requests.attempts().map(({ slot }) => slot)).toEqual([1, 2, 3]);
  });

  it("fail without an answer within two seconds", async () => {
    const outcomes: string[] = [];
    const requests = createRequests({ judge: () => null, onOutcome: ({ outcome }) => outcomes.push(outcome) });
    requests.send(1);
    await jest.advanceTimersByTimeAsync(1999);
    expect(outcomes).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(outcomes).toEqual(["failed"]);
  });

  it("are forgotten if they are open when the page stops, and after a minute", async () => {
    const outcomes: string[] = [];
    const requests = createRequests({ judge: () => null, onOutcome: ({ outcome }) => outcomes.push(outcome) });
    requests.send(1);
    await jest.advanceTimersByTimeAsync(2000);
    requests.send(60);
    requests.stop();
    await jest.advanceTimersByTimeAsync(2000);
    expect(outcomes).toEqual(["failed"]);
    expect(requests.attempts().map(({ slot }) => slot)).toEqual([1]);
    requests.send(61);
    expect(requests.attempts().map(({ slot }) => slot)).toEqual([61]);
  });
});
