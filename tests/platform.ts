/** Whether these tests run on Windows. */
export const onWindows = process.platform === "win32";

/** Tests of what Windows does not have. There they are skipped, and the last lines of the run say why. */
export function describeOnPosix(why: string, name: string, tests: () => void): void {
  if (onWindows) describe.skip(`${name} ${skippedBecause(why)}`, tests);
  else describe(name, tests);
}

/** The same for one test. */
export function itOnPosix(why: string, name: string, test: jest.ProvidesCallback): void {
  if (onWindows) it.skip(`${name} ${skippedBecause(why)}`, test);
  else it(name, test);
}

/** The end of a skipped test's name; `totals.js` reads it. */
function skippedBecause(why: string): string {
  return `(on Windows ${why})`;
}
