/** Whether these tests run on Windows. */
export const onWindows = process.platform === "win32";

export const onLinux = process.platform === "linux";

/** Tests that are skipped where something is not so. The last lines of the run say why. */
export function describeWhere(holds: boolean, why: string, name: string, tests: () => void): void {
  if (holds) describe(name, tests);
  else describe.skip(skipped(name, why), tests);
}

/** The same for one test. */
export function itWhere(holds: boolean, why: string, name: string, test: jest.ProvidesCallback): void {
  if (holds) it(name, test);
  else it.skip(skipped(name, why), test);
}

/** `totals.js` reads the end of the name. */
function skipped(name: string, why: string): string {
  return `${name} (skipped: ${why})`;
}

export function describeOnPosix(why: string, name: string, tests: () => void): void {
  describeWhere(!onWindows, `on Windows ${why}`, name, tests);
}

export function itOnPosix(why: string, name: string, test: jest.ProvidesCallback): void {
  itWhere(!onWindows, `on Windows ${why}`, name, test);
}

/** Why the rights of private files cannot be read off there. */
export const noModes = "files have rights in place of modes";

/** Why a test cannot end a process in order there. */
export const noSignals = "there are no signals";
