import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { restoreCheckpoint } from "../../../../../cli/commands/local/state/checkpoint";
import { temporaryFolder } from "../../../harness";

/** The files of a state after a repair, and whether there was one. */
function repaired(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const stacks = join(folder, "stacks", "petshop");
  mkdirSync(stacks, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(stacks, name), text);
  const restored = restoreCheckpoint(folder);
  const left = ["local.json", "local.json.bak", "other.json"].filter((name) => existsSync(join(stacks, name)));
  return { restored, files: Object.fromEntries(left.map((name) => [name, readFileSync(join(stacks, name), "utf8")])) };
}

describe("restoreCheckpoint", () => {
  it.each(["", '{"version":3,"check'])("takes the backup in place of a state that is cut off: %j", (cut) => {
    expect(repaired({ "local.json": cut, "local.json.bak": '{"version":3}' })).toEqual({
      restored: true,
      files: { "local.json": '{"version":3}' },
    });
  });

  it("removes a state that is cut off without a backup, which has nothing made", () => {
    expect(repaired({ "local.json": "" })).toEqual({ restored: true, files: {} });
    expect(repaired({ "local.json": "", "local.json.bak": "" })).toEqual({
      restored: true,
      files: { "local.json.bak": "" },
    });
  });

  it("leaves a whole state, and those of other stacks, as they are", () => {
    const files = { "local.json": "{}", "local.json.bak": "[]", "other.json": "" };
    expect(repaired(files)).toEqual({ restored: false, files });
    expect(restoreCheckpoint(temporaryFolder())).toBe(false);
  });
});
