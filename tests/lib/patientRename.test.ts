import { patientRename } from "../../lib/patientRename";

/** Renames, after failing with some codes. @returns the pauses, and what came of it */
function renamed(codes: readonly string[]) {
  const left = [...codes];
  const pauses: number[] = [];
  const calls: string[] = [];
  const rename = (from: string, to: string) => {
    calls.push(`${from} ${to}`);
    const code = left.shift();
    if (code !== undefined) throw Object.assign(new Error(code), { code });
  };
  let failed: string | undefined;
  try {
    patientRename("a", "b", rename as never, (milliseconds) => void pauses.push(milliseconds));
  } catch (error) {
    failed = (error as Error).message;
  }
  return { calls, failed, waited: pauses.reduce((sum, pause) => sum + pause, 0) };
}

describe("patientRename", () => {
  it("moves a file at once if nobody holds it", () => {
    expect(renamed([])).toEqual({ calls: ["a b"], failed: undefined, waited: 0 });
  });

  it.each(["EBUSY", "EPERM", "EACCES"])("tries again after %s", (code) => {
    expect(renamed([code, code])).toEqual({ calls: Array(3).fill("a b"), failed: undefined, waited: 150 });
  });

  it("gives up after two seconds", () => {
    expect(renamed(Array<string>(20).fill("EBUSY"))).toEqual({
      calls: Array(7).fill("a b"),
      failed: "EBUSY",
      waited: 2000,
    });
  });

  it("does not try again after another error", () => {
    expect(renamed(["ENOSPC"])).toEqual({ calls: ["a b"], failed: "ENOSPC", waited: 0 });
  });
});
