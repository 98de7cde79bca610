import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeKubeconfigs } from "../../../../cli/commands/kubeconfigs/files";
import { itOnPosix, noModes } from "../../../platform";
import { errorOf } from "../../../errorOf";
import { temporaryFolder } from "../../harness";
import { UserError } from "../../../../lib/userError";

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const kubeconfigs = { "gim-min-su": "apiVersion: v1 # 김민수\n", kim: "apiVersion: v1 # kim\n" };

describe("writeKubeconfigs", () => {
  it("writes a file for each student into a folder that it makes, and that git ignores", () => {
    const folder = join(temporaryFolder(), "class", "3");
    expect(writeKubeconfigs(folder, kubeconfigs)).toEqual({ labels: ["gim-min-su", "kim"], others: [] });
    expect(readdirSync(folder).sort()).toEqual([".gitignore", "gim-min-su.yaml", "kim.yaml"]);
    expect(
      ["gim-min-su.yaml", "kim.yaml", ".gitignore"].map((file) => readFileSync(join(folder, file), "utf8")),
    ).toEqual([kubeconfigs["gim-min-su"], kubeconfigs.kim, "*\n"]);
  });

  itOnPosix(noModes, "closes the folder and the files to others", () => {
    const folder = join(temporaryFolder(), "class");
    writeKubeconfigs(folder, kubeconfigs);
    expect([folder, join(folder, "gim-min-su.yaml"), join(folder, "kim.yaml")].map(modeOf)).toEqual([
      "700",
      "600",
      "600",
    ]);
  });

  itOnPosix(noModes, "leaves the mode of an existing folder as it is", () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    writeKubeconfigs(folder, kubeconfigs);
    expect(modeOf(folder)).toBe("755");
  });

  it("leaves an existing folder as it is, without a .gitignore, and names other files in it", () => {
    const folder = temporaryFolder();
    for (const file of ["park.yaml", "lee.yaml", "notes.txt"]) writeFileSync(join(folder, file), "theirs");
    expect(writeKubeconfigs(folder, kubeconfigs)).toEqual({
      labels: ["gim-min-su", "kim"],
      others: ["lee.yaml", "park.yaml"],
    });
    expect(readdirSync(folder).sort()).toEqual(["gim-min-su.yaml", "kim.yaml", "lee.yaml", "notes.txt", "park.yaml"]);
    expect(readFileSync(join(folder, "park.yaml"), "utf8")).toBe("theirs");
  });

  itOnPosix(noModes, "replaces an old file, which may be open to others", () => {
    const folder = temporaryFolder();
    const file = join(folder, "kim.yaml");
    writeFileSync(file, "old, and longer than the new one\n".repeat(10));
    chmodSync(file, 0o644);
    writeKubeconfigs(folder, kubeconfigs);
    expect([readFileSync(file, "utf8"), modeOf(file)]).toEqual([kubeconfigs.kim, "600"]);
  });

  itOnPosix(noModes, "keeps nothing of a file that was left half-written, which may be open to others", () => {
    const folder = temporaryFolder();
    const part = join(folder, ".kim.part");
    writeFileSync(part, "half");
    chmodSync(part, 0o644);
    writeKubeconfigs(folder, kubeconfigs);
    expect(modeOf(join(folder, "kim.yaml"))).toBe("600");
    expect(readdirSync(folder).sort()).toEqual(["gim-min-su.yaml", "kim.yaml"]);
  });

  it("leaves the folder's own .gitignore alone when it writes for the second time", () => {
    const folder = join(temporaryFolder(), "class");
    writeKubeconfigs(folder, kubeconfigs);
    writeFileSync(join(folder, ".gitignore"), "*.yaml\n");
    expect(writeKubeconfigs(folder, { kim: "new\n" })).toEqual({ labels: ["kim"], others: ["gim-min-su.yaml"] });
    expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("*.yaml\n");
    expect(readFileSync(join(folder, "kim.yaml"), "utf8")).toBe("new\n");
  });

  it("refuses a file in place of a folder, and leaves it as it is", () => {
    const file = join(temporaryFolder(), "class");
    writeFileSync(file, "theirs");
    expect(errorOf(UserError, () => writeKubeconfigs(file, kubeconfigs)).message).toBe(
      `--out ${file}: that is a file. Name a folder.`,
    );
    expect(readFileSync(file, "utf8")).toBe("theirs");
  });

  it("says where and why it cannot write: a file stands in the way of the folder", () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const folder = join(file, "class");
    expect(errorOf(UserError, () => writeKubeconfigs(folder, kubeconfigs)).message).toBe(
      `--out ${folder}: ${folder} cannot be written (ENOTDIR). Name another folder.`,
    );
  });

  it("says where and why it cannot write: a folder stands in the way of a file", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, ".kim.part"));
    expect(errorOf(UserError, () => writeKubeconfigs(folder, kubeconfigs)).message).toBe(
      `--out ${folder}: ${join(folder, ".kim.part")} cannot be written (ERR_FS_EISDIR). Name another folder.`,
    );
    expect(readdirSync(folder).sort()).toEqual([".kim.part", "gim-min-su.yaml"]);
  });
});
