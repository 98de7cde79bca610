import { homedir } from "node:os";
import { join } from "node:path";
import { homePath } from "../../lib/homePath";

describe("homePath", () => {
  it.each([
    ["~", homedir()],
    ["~/.kube/config", join(homedir(), ".kube", "config")],
    ["~\\kube\\config", join(homedir(), "kube\\config")],
  ])("takes %s for the home folder", (path, expected) => {
    expect(homePath(path)).toBe(expected);
  });

  it.each(["", "school.yaml", "./~/x", "/tmp/~", "~kim/config", "C:\\~"])("leaves %j as it is", (path) => {
    expect(homePath(path)).toBe(path);
  });
});
