import { type Run, checks, failingChecks, withCulprits } from "../../tools/newest/checks";
import { held, movesBetween, newest } from "../../tools/newest/packages";
import { reportOf } from "../../tools/newest/report";
import * as manifest from "../../package.json";

const lock = (versions: Record<string, string>) => ({
  packages: Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
  ),
});
const moves = ["jest", "yaml", "zod"].map((name) => ({ name, from: "1.0.0", to: "2.0.0" }));

/** A copy of the project in which some checks fail. */
const copyWhere =
  (...failing: string[]): Run =>
  (command) => {
    const [name = ""] = Object.entries(checks).find(([, one]) => one === command)!;
    return { succeeded: !failing.includes(name), output: `${name} printed this\n` };
  };

describe("the packages that a scheduled run tries", () => {
  it("are all of the project's, but those that are held back", () => {
    expect(
      newest({ dependencies: { yaml: "^2.0.0", typescript: "^5.0.0" }, devDependencies: { jest: "^30.0.0" } }),
    ).toEqual(["jest@latest", "yaml@latest"]);
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(Object.keys(held).filter((name) => !Object.hasOwn(all, name))).toEqual([]);
  });

  it("are told with both versions, if they moved", () => {
    const before = lock({ jest: "30.0.0", yaml: "2.0.0", deep: "1.0.0" });
    const after = lock({ jest: "31.0.0", yaml: "2.0.0", deep: "2.0.0" });
    expect(movesBetween(before, after, ["jest", "yaml"])).toEqual([{ name: "jest", from: "30.0.0", to: "31.0.0" }]);
  });
});

describe("what broke", () => {
  it("is each check that fails, with the packages that break it alone", () => {
    const failures = failingChecks(copyWhere("types", "tests"));
    expect(failures.map(({ check }) => check)).toEqual(["types", "tests"]);
    const alone: Record<string, Run | undefined> = {
      jest: copyWhere("tests"),
      yaml: copyWhere("lint"),
      zod: undefined,
    };
    expect(withCulprits(failures, moves, ({ name }) => alone[name])).toEqual([
      { check: "types", output: "types printed this\n", culprits: ["zod"] },
      { check: "tests", output: "tests printed this\n", culprits: ["jest", "zod"] },
    ]);
  });

  it("is written for people", () => {
    const failures = [
      { check: "types", output: "no such name\n", culprits: ["yaml", "zod"] },
      { check: "tests", output: "1 failed", culprits: [] },
    ];
    expect(reportOf(moves.slice(0, 1), failures)).toBe(
      "# The newest packages\n\n| Package | Here | Newest |\n| --- | --- | --- |\n| jest | 1.0.0 | 2.0.0 |\n\n" +
        "## Broken: types, by yaml, zod\n\n```\nno such name\n```\n\n" +
        "## Broken: tests, by several packages together\n\n```\n1 failed\n```\n",
    );
    expect(reportOf([], [])).toBe(
      "# The newest packages\n\nThe lock file has the newest of each package.\n\nNothing broke.\n",
    );
  });
});
