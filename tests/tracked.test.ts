import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { itWhere } from "./platform";
import { copyTracked, filesIn, gitEnv, trackedFiles } from "./tracked";

describe("trackedFiles", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lab-tracked-"));
    mkdirSync(join(folder, "inner"));
    for (const file of ["start", "inner/start", ".env", "notes"]) writeFileSync(join(folder, file), "");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const git = (...args: string[]) => expect(spawnSync("git", args, { cwd: folder, env: gitEnv() }).status).toBe(0);

  const hasGit = spawnSync("git", ["--version"]).status === 0;
  const noGit = "git is not installed";

  itWhere(hasGit, noGit, "lists what git tracks and still exists, when the folder is in a repository", () => {
    git("init", "--quiet");
    git("add", "start", "inner/start", "notes");
    rmSync(join(folder, "notes"));
    writeFileSync(join(folder, "untracked"), "");
    expect(filesIn(folder)).toEqual(["inner/start", "start"]);
  });

  it("lists all files that .gitignore does not name, when there is no repository", () => {
    expect(filesIn(folder)).toEqual(["inner/start", "notes", "start"]);
  });

  itWhere(
    hasGit,
    noGit,
    "lists all files that .gitignore does not name, when the repository tracks none of them",
    () => {
      git("init", "--quiet");
      expect(filesIn(folder)).toEqual(["inner/start", "notes", "start"]);
    },
  );

  it("lists the files of host/, without the passwords that a user made there", () => {
    expect(trackedFiles("host")).toEqual(expect.arrayContaining(["compose.yaml", "passwords", "start"]));
    expect(trackedFiles("host")).not.toContain(".env");
  });

  it("copies files with their modes", () => {
    copyTracked("host", folder);
    expect((statSync(join(folder, "passwords")).mode & 0o111) !== 0).toBe(process.platform !== "win32");
    expect((statSync(join(folder, "compose.yaml")).mode & 0o111) !== 0).toBe(false);
  });
});
