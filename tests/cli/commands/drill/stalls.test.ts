import { StallDetector } from "../../../../cli/commands/drill/load/stalls";

describe("StallDetector", () => {
  it("reports a stall when ticks are as far apart as the shortest one, and none when they are closer", () => {
    const times = [0, 20, 219, 419, 439];
    const detector = new StallDetector(() => times.shift()!, 200);
    expect([detector.tick(), detector.tick(), detector.tick(), detector.tick()]).toEqual([
      undefined,
      undefined,
      { from: 219, to: 419 },
      undefined,
    ]);
  });
});
