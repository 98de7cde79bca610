import { packages } from "../package-lock.json";

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe("the lock file", () => {
  // npm on one platform may leave the binaries for others out, and `npm ci` then refuses the file everywhere.
  it("names the binaries of every platform", () => {
    const locked = packages as Readonly<Record<string, LockedPackage>>;
    const wanted = ["@swc/core", "unrs-resolver"].flatMap((name) =>
      Object.keys(locked[`node_modules/${name}`]!.optionalDependencies!),
    );
    expect(wanted.length).toBeGreaterThan(20);
    expect(wanted.filter((name) => !(`node_modules/${name}` in locked) && !name.includes("wasm32"))).toEqual([]);
  });
});
