import { systemOf } from "../../../cli/docker/advice";

describe("systemOf", () => {
  it.each<[NodeJS.Platform, Record<string, string>, string]>([
    ["win32", {}, "windows"],
    ["darwin", {}, "macos"],
    ["linux", {}, "linux"],
    ["linux", { WSL_DISTRO_NAME: "Ubuntu" }, "wsl"],
  ])("of %s with %j is %s", (platform, env, system) => {
    expect(systemOf(platform, env)).toBe(system);
  });
});
