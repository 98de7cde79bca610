import { packages } from "../package-lock.json";

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe("the lock file", () => {
  // npm on one platform may leave out the binaries for others, and `npm ci` then rejects the file everywhere.
  it("names the binaries of every platform", () => {
    const locked = packages as Readonly<Record<string, LockedPackage>>;
    const binaries = ["@swc/core", "unrs-resolver"].flatMap((name) =>
      Object.keys(locked[`node_modules/${name}`]!.optionalDependencies!),
    );
    expect(binaries.length).toBeGreaterThan(20);
    expect(binaries.filter((name) => !(`node_modules/${name}` in locked) && !name.includes("wasm32"))).toEqual([]);
  });
});
