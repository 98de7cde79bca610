import { lifetimeSeconds } from "../../../cli/studentAccess/lifetime";
import { UserError } from "../../../lib/userError";
import { errorOf } from "../../errorOf";
import { projectFolder } from "../harness";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const endsAt = "2027-01-29T18:00:00+09:00";
const end = Date.parse(endsAt);

/** @param now seconds before the end */
function secondsOf(
  options: { lifetime?: string; "until-end"?: boolean },
  now = 3600,
  config = `  endsAt: "${endsAt}"\n`,
) {
  const folder = projectFolder();
  writeFileSync(join(folder, "Pulumi.dev.yaml"), config === "" ? "config: {}\n" : `config:\n${config}`);
  const given = { lifetime: undefined, "until-end": false, stack: "dev", ...options };
  return lifetimeSeconds(given, folder, end - now * 1000);
}

const messageOf = (...args: Parameters<typeof secondsOf>) => errorOf(UserError, () => secondsOf(...args)).message;
const setEnd = "`npm run pulumi -- config set endsAt <YYYY-MM-DDThh:mm:ss+hh:mm>`";
const allowed = "allowed is a time from 10m to 365d, such as 90m, 8h or 2d.";

describe("lifetimeSeconds", () => {
  it("is nothing without an option, whatever the stack's configuration is", () => {
    expect(secondsOf({}, 3600, "  nodeCount: many\n")).toBeUndefined();
  });

  it.each([
    ["8h", 28_800],
    ["10m", 600],
    ["365d", 31_536_000],
  ])("is what --lifetime %s says", (lifetime, seconds) => {
    expect(secondsOf({ lifetime })).toBe(seconds);
  });

  it.each(["9m59s", "366d", "8", "soon", "", "0h"])("refuses --lifetime %j, and says what is allowed", (lifetime) => {
    expect(messageOf({ lifetime })).toBe(`--lifetime ${lifetime}: ${allowed}`);
  });

  it("is the time until the stack's endsAt", () => {
    expect(secondsOf({ "until-end": true }, 5400)).toBe(5400);
  });

  it.each([
    ["over", 0, `--until-end: endsAt of the stack dev is over: ${endsAt}. Set a later one: ${setEnd}`],
    ["too near", 599, `--until-end: endsAt is ${endsAt}, in 9m59s: ${allowed}`],
  ])("refuses an end that is %s", (_what, now, message) => {
    expect(messageOf({ "until-end": true }, now)).toBe(message);
  });

  it("refuses a stack without an end", () => {
    expect(messageOf({ "until-end": true }, 3600, "")).toBe(
      `--until-end: the stack dev has no endsAt. Give --lifetime, such as 8h, or set it: ${setEnd}`,
    );
  });

  it("refuses both options at once", () => {
    expect(messageOf({ lifetime: "8h", "until-end": true })).toBe(
      "--lifetime and --until-end exclude each other: give one.",
    );
  });
});
