import { dependencies } from "../package.json";
import { packages } from "../package-lock.json";

interface LockedPackage {
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const locked = packages as Readonly<Record<string, LockedPackage>>;

/** Where a package's dependency is installed: with it, or for all. */
function pathOf(name: string, dependent: string): string {
  const own = `${dependent}/node_modules/${name}`;
  return own in locked ? own : `node_modules/${name}`;
}

describe("the lock file", () => {
  it("installs all that the program needs without the packages for development, too", () => {
    const needed = new Set(Object.keys(dependencies).map((name) => pathOf(name, "")));
    for (const path of needed) {
      for (const name of Object.keys(locked[path]?.dependencies ?? {})) needed.add(pathOf(name, path));
    }
    expect([...needed].filter((path) => locked[path]?.dev !== undefined)).toEqual([]);
    expect(needed.size).toBeGreaterThan(100);
  });

  // npm on one platform may leave out the binaries for others, and `npm ci` then rejects the file everywhere.
  it("names the binaries of every platform", () => {
    const binaries = ["@swc/core", "unrs-resolver"].flatMap((name) =>
      Object.keys(locked[`node_modules/${name}`]!.optionalDependencies!),
    );
    expect(binaries.length).toBeGreaterThan(20);
    expect(binaries.filter((name) => !(`node_modules/${name}` in locked) && !name.includes("wasm32"))).toEqual([]);
  });
});
