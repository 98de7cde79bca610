import { configKeys } from "../../config/keys";
import { read, refusal } from "./read";

describe("readConfig of an object", () => {
  const curfew = { stopAt: "19:00", timeZone: "Asia/Seoul" };
  const budget = { amount: 500, emails: ["instructor@example.com"], startDate: "2027-01-01" };

  /** What is wrong with each member: its path, value and problem, and what is set in its place. */
  function faultsOf(key: "curfew" | "budget", value: unknown) {
    return refusal({ [key]: JSON.stringify(value) }).faults.map(({ key: path, value: given, problem, fix }) => {
      if (fix.action !== "setObject" || fix.key !== key || fix.members.length !== 1) throw new Error("another fix");
      const [change] = fix.members;
      return [path, given, problem, change!.action === "set" || change!.action === "setItem" ? change!.value : change];
    });
  }

  it.each<[string, unknown, [string, string | undefined, string | undefined]]>([
    ["stopAt", "9:00", ["9:00", undefined, "09:00"]],
    ["stopAt", "24:00", ["24:00", undefined, "00:00"]],
    ["stopAt", 1900, ["1900", undefined, "19:00"]],
    ["stopAt", null, ["null", undefined, "HH:MM"]],
    ["timeZone", "Mars/Phobos", ["Mars/Phobos", "no time zone has this name", "AREA/CITY"]],
    ["timeZone", "", ["", "no time zone has this name", "AREA/CITY"]],
    ["days", [], ["[]", undefined, "Monday"]],
    ["days", "Monday", ["Monday", undefined, "Monday"]],
    ["days", ["Monday", "Mon"], ['["Monday","Mon"]', 'of "Mon", no day of the week has this name', "Monday"]],
    ["days", ["Monday", "Monday"], ['["Monday","Monday"]', "a day is named twice", "Monday"]],
  ])("names the member curfew.%s that is %j", (member, value, [given, problem, fix]) => {
    expect(faultsOf("curfew", { ...curfew, [member]: value })).toEqual([[`curfew.${member}`, given, problem, fix]]);
  });

  it.each<[string, unknown, [string, string | undefined, string | undefined]]>([
    ["amount", 0, ["0", undefined, "100"]],
    ["amount", 99.5, ["99.5", undefined, "100"]],
    ["amount", "500", ["500", undefined, "500"]],
    ["emails", [], ["[]", undefined, "instructor@example.com"]],
    ["emails", ["nobody"], ['["nobody"]', 'of "nobody", it is not a mail address', "instructor@example.com"]],
    ["startDate", "2027-01-15", ["2027-01-15", undefined, "2027-01-01"]],
    ["startDate", "2026-11-01T00:00:00Z", ["2026-11-01T00:00:00Z", undefined, "2026-11-01"]],
    ["startDate", "2027-13-01", ["2027-13-01", undefined, "2027-01-01"]],
    ["startDate", "2017-05-01", ["2017-05-01", "Azure has no budgets before 2017-06-01", "2027-01-01"]],
  ])("names the member budget.%s that is %j", (member, value, [given, problem, fix]) => {
    expect(faultsOf("budget", { ...budget, [member]: value })).toEqual([[`budget.${member}`, given, problem, fix]]);
  });

  it("accepts 50 addresses, and refuses 51", () => {
    const emails = Array.from({ length: 51 }, (_, index) => `a${index}@example.com`);
    expect(() => read({ budget: JSON.stringify({ ...budget, emails: emails.slice(1) }) })).not.toThrow();
    expect(faultsOf("budget", { ...budget, emails }).map(([path]) => path)).toEqual(["budget.emails"]);
  });

  it("names each missing member that is required", () => {
    expect(faultsOf("curfew", { days: ["Monday"] })).toEqual([
      ["curfew.stopAt", undefined, undefined, "19:00"],
      ["curfew.timeZone", undefined, undefined, "Asia/Seoul"],
    ]);
  });

  it("renames an unknown member to the nearest, if that accepts the value", () => {
    const { timeZone } = curfew;
    expect(faultsOf("curfew", { stopat: "18:00", timeZone })).toEqual([
      [
        "curfew.stopat",
        "18:00",
        "curfew has no such member; the nearest is stopAt",
        { action: "rename", key: "stopat", to: "stopAt", value: "18:00", type: "string" },
      ],
    ]);
    expect(faultsOf("curfew", { stopat: "evening", timeZone })).toEqual([
      [
        "curfew.stopat",
        "evening",
        "curfew has no such member; the nearest is stopAt",
        { action: "unset", key: "stopat" },
      ],
      ["curfew.stopAt", undefined, undefined, "19:00"],
    ]);
  });

  it("checks a member that is given beside a misspelling of it", () => {
    const value = { stopat: "18:00", stopAt: "24:00", timeZone: "UTC" };
    expect(faultsOf("curfew", value).map(([path, given]) => [path, given])).toEqual([
      ["curfew.stopat", "18:00"],
      ["curfew.stopAt", "24:00"],
    ]);
  });

  it("only removes a misspelt member with a list where text is meant", () => {
    expect(faultsOf("curfew", { stopAt: "19:00", timezone: ["UTC"] })).toEqual([
      [
        "curfew.timezone",
        '["UTC"]',
        "curfew has no such member; the nearest is timeZone",
        { action: "unset", key: "timezone" },
      ],
      ["curfew.timeZone", undefined, undefined, "Asia/Seoul"],
    ]);
  });

  it.each(["__proto__", "constructor", "toString"])("names the member %j as unknown", (name) => {
    const value = JSON.parse(`{"stopAt":"19:00","timeZone":"UTC",${JSON.stringify(name)}:"7"}`) as unknown;
    expect(faultsOf("curfew", value).map(([path, given]) => [path, given])).toEqual([[`curfew.${name}`, "7"]]);
  });

  it.each(["19:00", "", "[]", "null", "7", '"{}"'])("refuses %j as an object", (value) => {
    const { faults } = refusal({ curfew: value });
    expect(faults).toMatchObject([{ key: "curfew", value, problem: "it is not an object" }]);
  });

  it("proposes all members that are required, and no other, for what is not an object", () => {
    expect(refusal({ curfew: "19:00" }).faults.map(({ fix }) => fix)).toEqual([
      {
        action: "setObject",
        key: "curfew",
        value: { stopAt: "19:00", timeZone: "Asia/Seoul" },
        members: [
          { action: "set", key: "stopAt", value: "19:00", type: "string" },
          { action: "set", key: "timeZone", value: "Asia/Seoul", type: "string" },
        ],
        replace: true,
      },
    ]);
  });

  it("says path, value, problem, what is allowed, and the command that fixes each member by itself", () => {
    const value = JSON.stringify({ stopat: "9:00", timezone: "UTC", days: ["Mon"] });
    expect(refusal({ curfew: value, budget: "500" }).message).toBe(
      `The configuration has 5 faults. Nothing was made.

  curfew.stopat is "9:00": curfew has no such member; the nearest is stopAt
    allowed: stopAt, startAt, timeZone, days
    to fix: npm run pulumi -- config rm --path curfew.stopat --stack dev

  curfew.timezone is "UTC": curfew has no such member; the nearest is timeZone
    allowed: stopAt, startAt, timeZone, days
    to fix: npm run pulumi -- config rm --path curfew.timezone --stack dev
            npm run pulumi -- config set --path curfew.timeZone UTC --stack dev

  curfew.stopAt is missing
    allowed: a time from 00:00 to 23:59
    to fix: npm run pulumi -- config set --path curfew.stopAt 19:00 --stack dev

  curfew.days is "[\\"Mon\\"]": of "Mon", no day of the week has this name
    allowed: ${configKeys.curfew.members.days.allowed}
    to fix: npm run pulumi -- config rm --path curfew.days --stack dev
            npm run pulumi -- config set --path "curfew.days[0]" Monday --stack dev

  budget is "500": it is not an object
    allowed: ${configKeys.budget.allowed}
    to fix: npm run pulumi -- config rm budget --stack dev
            npm run pulumi -- config set --path budget.amount 100 --stack dev
            npm run pulumi -- config set --path "budget.emails[0]" instructor@example.com --stack dev
            npm run pulumi -- config set --path budget.startDate 2027-01-01 --stack dev`,
    );
  });

  it.each([
    { stopat: "18:00", timezone: "UTC", days: ["Mon"], hour: 7 },
    { stopAt: "9:00", timeZone: "Seoul" },
    { stopAt: "18:00" },
  ])("fixes all of %j together, and keeps the members that are correct", (value) => {
    const { faults } = refusal({ curfew: JSON.stringify(value) });
    const objects = faults.map(({ fix }) => fix.action === "setObject" && JSON.stringify(fix.value));
    expect(new Set(objects).size).toBe(1);
    const fixed = read({ curfew: String(objects[0]) }).curfew!;
    expect(fixed.stopAt).toBe("stopAt" in value && value.stopAt === "9:00" ? "09:00" : "18:00");
  });

  it("says how members are set when one is given as a key of its own", () => {
    expect(refusal({ "curfew.stopAt": "19:00" }).faults).toMatchObject([
      {
        key: "curfew.stopAt",
        problem: "there is no such key; the nearest is curfew, whose members are set with --path",
        fix: { action: "unset", key: "curfew.stopAt" },
      },
    ]);
  });
});
