import { openFolderWarning } from "../../cli/privateFolder";

const env = { USERPROFILE: "C:\\Users\\김 민수" };

describe("openFolderWarning", () => {
  it.each(["D:\\class", "C:\\lab\\class", "C:\\Users\\lee\\class", "C:\\Users\\김 민수2", "\\\\school\\share"])(
    "says on Windows that others may read %s",
    (folder) => {
      expect(openFolderWarning(folder, { system: "windows", env })).toBe(
        `${folder} is outside of C:\\Users\\김 민수: other users of this machine may be able to read what is in it.`,
      );
    },
  );

  it.each(["C:\\Users\\김 민수\\class", "c:\\users\\김 민수\\a\\..b"])(
    "says nothing of %s, in the profile",
    (folder) => {
      expect(openFolderWarning(folder, { system: "windows", env })).toBeUndefined();
    },
  );

  it("says nothing where files have modes", () => {
    for (const system of ["linux", "wsl", "macos"] as const) {
      expect(openFolderWarning("/srv/class", { system, env })).toBeUndefined();
    }
  });
});
