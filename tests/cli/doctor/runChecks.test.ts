import { CannotTell } from "../../../cli/cannotTell";
import { type Check, type Finding, fails, ok, warning } from "../../../cli/doctor/check";
import { runChecks } from "../../../cli/doctor/runChecks";
import { UserError } from "../../../lib/userError";
import { fakeArm } from "../azure/fakeArm";
import { subjectOf } from "./subject";

const check = (id: string, run: () => Finding[] | Promise<Finding[]>, given: Partial<Check> = {}): Check => ({
  ...{ id, run: () => Promise.resolve().then(run) },
  ...given,
});

async function verdicts(checks: readonly Check[], fixing = false) {
  return runChecks(checks, await subjectOf(await fakeArm(), { stack: "local" }), fixing);
}

describe("checks", () => {
  it("have the worst of their findings as status", async () => {
    const results = await verdicts([
      check("fine", () => [ok("a"), ok("b")]),
      check("doubtful", () => [ok("a"), warning("b", "do this")]),
      check("bad", () => [fails("a"), warning("b"), ok("c")]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["ok", "warning", "fails"]);
    expect(results[1]!.findings).toEqual([
      { status: "ok", text: "a" },
      { status: "warning", text: "b", fix: "do this" },
    ]);
  });

  it("are skipped if one that they need fails, and so are those that need them; a warning skips none", async () => {
    const run = jest.fn(() => [ok("ran")]);
    const results = await verdicts([
      check("first", () => [fails("no")]),
      check("second", run, { needs: ["first"] }),
      check("third", run, { needs: ["second"] }),
      check("doubtful", () => [warning("perhaps")]),
      check("after", () => [ok("ran")], { needs: ["doubtful"] }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fails", "skipped", "skipped", "warning", "ok"]);
    expect(results[2]!.findings[0]!.text).toBe("first the check `second` must succeed");
    expect(run).not.toHaveBeenCalled();
  });

  it("warn of what cannot be known, and fail by what the user can fix", async () => {
    const reject = (error: Error) => () => Promise.reject(error);
    const results = await verdicts([
      check("forbidden", reject(new CannotTell("Azure refused it."))),
      check("bug", reject(new TypeError("oops"))),
      check("fault", reject(new UserError("Docker is on another machine."))),
    ]);
    expect(results.map(({ status, findings }) => [status, findings[0]!.text])).toEqual([
      ["warning", "not known: Azure refused it."],
      ["warning", "not known: oops"],
      ["fails", "Docker is on another machine."],
    ]);
  });

  it("run side by side", async () => {
    let release = () => undefined as void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const results = await verdicts([
      check("waits", async () => [ok(String(await gate))]),
      check("releases", () => [ok(String(release()))]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["ok", "ok"]);
  });

  it("are given up after 45 seconds, with a warning", async () => {
    const subject = await subjectOf(await fakeArm(), { stack: "local" });
    jest.useFakeTimers();
    try {
      const running = runChecks([check("slow", () => new Promise(() => undefined))], subject, false);
      await jest.advanceTimersByTimeAsync(45_000);
      const [{ status, findings } = { status: "", findings: [] }] = await running;
      expect([status, findings[0]!.text]).toEqual(["warning", "not known: no answer within 45 seconds"]);
    } finally {
      jest.useRealTimers();
    }
  });

  it("mend with --fix what they can, and then look", async () => {
    let mended = false;
    const fix = () => Promise.resolve(void (mended = true));
    const mending = check("providers", () => [mended ? ok("yes") : fails("no")], { fix });
    expect((await verdicts([mending]))[0]!.status).toBe("fails");
    expect((await verdicts([mending], true))[0]!.status).toBe("ok");
  });
});
