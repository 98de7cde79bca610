import { createClock } from "../../cli/clock";

describe("the clock", () => {
  it("waits, and says the time", async () => {
    const { now, wait } = createClock(new AbortController().signal);
    const before = now();
    await wait(1);
    expect(now()).toBeGreaterThanOrEqual(before);
  });

  it("stops waiting once somebody asks the command to end, with that reason", async () => {
    const controller = new AbortController();
    const waiting = createClock(controller.signal).wait(1e8);
    controller.abort(new Error("Stopped, as you asked."));
    await expect(waiting).rejects.toThrow("Stopped, as you asked.");
  });
});
