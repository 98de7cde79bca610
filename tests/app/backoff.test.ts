import { createBackoff } from "../../app/lib/kube/backoff";

describe("waiting times after failures", () => {
  it("double up to the longest, and begin anew after a success", () => {
    const backoff = createBackoff({ minMs: 100, maxMs: 1000, random: () => 1 });
    expect([1, 2, 3, 4, 5, 6].map(() => backoff.next())).toEqual([100, 200, 400, 800, 1000, 1000]);
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });

  it("are half chance, so that replicas do not come back together", () => {
    const chances = [0, 0.5];
    const backoff = createBackoff({ minMs: 100, maxMs: 1000, random: () => chances.shift() ?? 0 });
    expect([backoff.next(), backoff.next()]).toEqual([50, 150]);
  });
});
