import { createBackoff } from "../../app/lib/kube/backoff";

describe("delays after failures", () => {
  it("double up to the maximum, and start over after a success", () => {
    const backoff = createBackoff({ minMs: 100, maxMs: 1000, random: () => 1 });
    expect([1, 2, 3, 4, 5, 6].map(() => backoff.next())).toEqual([100, 200, 400, 800, 1000, 1000]);
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });

  it("are half random, so that replicas do not all reconnect at the same time", () => {
    const chances = [0, 0.5];
    const backoff = createBackoff({ minMs: 100, maxMs: 1000, random: () => chances.shift() ?? 0 });
    expect([backoff.next(), backoff.next()]).toEqual([50, 150]);
  });
});
