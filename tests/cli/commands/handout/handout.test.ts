import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { RunProgram } from "../../../../cli/runProgram";
import { type Fault, fakeArm, forbidden } from "../../azure/fakeArm";
import { type Answers, runCli } from "../../harness";

const output = (stack: string) => `stack output --json --show-secrets --stack ${stack}`;
const registryId = "/subscriptions/0/resourceGroups/lab/providers/Microsoft.ContainerRegistry/registries/lab1";
const azure = {
  students: { kim: "kubeconfig of kim", "gim-min-su": "kubeconfig of gim-min-su" },
  ...{ registry: "lab1.azurecr.io", registryId, appUrl: "http://203.0.113.20" },
};
const pulumi: Answers = { [output("dev")]: { stdout: JSON.stringify(azure) } };
const local: Answers = {
  [output("dev")]: {
    stdout: JSON.stringify({
      students: azure.students,
      ...{ registry: "localhost:5001", registryPasswords: { kim: "kim's", "gim-min-su": "min-su's" } },
    }),
  },
};

/** With slashes on every system. */
const files = (folder: string) =>
  readdirSync(folder, { recursive: true })
    .map((name) => String(name).split(sep).join("/"))
    .sort();
const args = (...more: string[]) => ["handout", "--out", "out", ...more];
const everything = [
  ".gitignore",
  "cards.html",
  ...["gim-min-su", "kim"].flatMap((name) => [
    name,
    ...["kubeconfig.yaml", "page.html", "registry-password.txt"].map((file) => `${name}/${file}`),
  ]),
].sort();

describe("lab handout", () => {
  it("writes a folder for each student, for nobody else to read, and cards without secrets", async () => {
    const { code, stdout, folder } = await runCli({ args: args(), pulumi: local });
    const out = join(folder, "out");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        "2 folders in out, each for one student to have in private: kubeconfig, page, and the password for the registry if there is one.\n" +
        "cards.html has nothing secret: print and cut it.\n",
    });
    expect(files(out)).toEqual(everything);
    expect(readFileSync(join(out, "kim/kubeconfig.yaml"), "utf8")).toBe("kubeconfig of kim");
    expect(readFileSync(join(out, "kim/registry-password.txt"), "utf8")).toBe("kim's\n");
    const modes = files(out).map((file) => (statSync(join(out, file)).mode & 0o777).toString(8));
    if (process.platform !== "win32") expect(new Set(modes.slice(1))).toEqual(new Set(["600", "700"]));
    const cards = readFileSync(join(out, "cards.html"), "utf8");
    for (const secret of ["kubeconfig of", "kim's", "min-su's"]) expect(cards).not.toContain(secret);
    expect(cards).toContain("<code>gim-min-su</code>");
    expect(readdirSync(folder).filter((name) => name.startsWith(".handout-"))).toEqual([]);
  });

  it("has a page in both languages that needs nothing else, with the commands for Bash and PowerShell", async () => {
    const { folder } = await runCli({ args: args(), pulumi: local });
    const page = readFileSync(join(folder, "out/kim/page.html"), "utf8");
    expect(page).toContain("Container lab: kim");
    expect(page).toContain("컨테이너 실습: kim");
    expect(page).toContain(
      "docker login --username student-kim --password-stdin localhost:5001 &lt; registry-password.txt",
    );
    expect(page).toContain(
      "Get-Content registry-password.txt | docker login --username student-kim --password-stdin localhost:5001",
    );
    expect(page).toContain("<code>localhost:5001/kim/…</code>");
    expect(page).not.toMatch(/<(script|link|img)|src=|url\(/);
    expect(page).not.toContain("kim's");
  });

  it("hands out to one student only, and refuses one whom the stack does not have", async () => {
    const one = await runCli({ args: args("--student", "김민수", "--json"), pulumi: local });
    expect(JSON.parse(one.stdout)).toEqual({ folder: join(one.folder, "out"), students: ["gim-min-su"] });
    // The sheet of cards is the class's.
    expect(readdirSync(join(one.folder, "out")).sort()).toEqual([".gitignore", "gim-min-su"]);
    const { code, stderr } = await runCli({ args: args("--student", "kimm"), pulumi: local });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: '--student "kimm": the stack has none of that name. The nearest is kim.\n',
    });
  });

  it("writes nothing where one of the folders is there already", async () => {
    const { code, stderr, folder } = await runCli({
      args: args(),
      pulumi: local,
      prepare: (path) => mkdirSync(join(path, "out/kim"), { recursive: true }),
    });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `--out ${join(folder, "out")}: it has kim already. Remove them, or name another folder.\n`,
    });
    expect(files(join(folder, "out"))).toEqual(["kim"]);
  });

  it("leaves out the registry where students have no part of one", async () => {
    const outputs = { students: { kim: "kubeconfig of kim" }, registry: "registry.school.example" };
    const { folder } = await runCli({ args: args(), pulumi: { [output("dev")]: { stdout: JSON.stringify(outputs) } } });
    expect(files(join(folder, "out/kim"))).toEqual(["kubeconfig.yaml", "page.html"]);
    const page = readFileSync(join(folder, "out/kim/page.html"), "utf8");
    expect(page).not.toContain("docker login");
    expect(page).toContain("kubectl get all");
  });

  it("leaves a class's folders as they were if one cannot be written: all or nothing", async () => {
    const prepare = (path: string) => {
      mkdirSync(join(path, "out"));
      // In the way of the cards, which come last.
      mkdirSync(join(path, "out/cards.html"));
      writeFileSync(join(path, "out/cards.html/mine"), "");
    };
    const { code, stderr, folder } = await runCli({ args: args(), pulumi: local, prepare });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^--out .*out: .*cards\.html cannot be written \(E\w+\)\. Name another folder\.\n$/);
    expect(files(join(folder, "out"))).toEqual(["cards.html", "cards.html/mine"]);
  });

  it.each([
    ["git@github.com:school/lab.git", "https://github.com/school/lab/tree/HEAD/guide"],
    ["https://gitlab.com/school/lab.git", "https://gitlab.com/school/lab/-/tree/HEAD/guide"],
    ["https://teacher:secret@git.school.example/class/lab.git", "https://git.school.example/class/lab"],
    ["ssh://git@git.school.example:2222/lab", "https://git.school.example/lab"],
    ["/srv/git/lab.git", undefined],
    ["C:\\git\\lab", undefined],
  ])("names where the guide of a project with the remote %s is: %s", async (remote, address) => {
    const run: RunProgram = (program, words) =>
      Promise.resolve({
        code: program === "git" && words.includes("origin") ? 0 : 1,
        stdout: `${remote}\n`,
        stderr: "",
      });
    const { folder } = await runCli({ args: args(), pulumi: local, run });
    const page = readFileSync(join(folder, "out/kim/page.html"), "utf8");
    const [, shown] = /<dt>The guide<\/dt>\s*<dd><code>([^<]*)</.exec(page) ?? [];
    expect(shown).toBe(address);
    expect(page).not.toContain("secret");
  });

  it("takes another address of the guide", async () => {
    const { folder } = await runCli({ args: args("--guide", "https://school.example/day1"), pulumi: local });
    expect(readFileSync(join(folder, "out/cards.html"), "utf8")).toContain("<code>https://school.example/day1</code>");
  });

  it("says how a stack without students gets some", async () => {
    const { code, stderr } = await runCli({ args: args(), pulumi: { [output("dev")]: { stdout: "{}" } } });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        "The stack dev has no students. Name them, `npm run pulumi -- config set studentsFile students.txt`, then `npm run pulumi -- up`.\n",
    });
  });
});

describe("lab handout of a lab on Azure", () => {
  const path = `${registryId}/generateCredentials`;
  const tokens = ["student-kim", "student-gim-min-su"];
  const passwordOf = (token: string) => ({
    passwords: [
      { name: "password2", value: "old" },
      { name: "password1", value: `of ${token}` },
    ],
  });

  /** Hands out against a stand-in for Azure, which makes no password but by a fault of its script. */
  async function handOut(faults: readonly Fault[], prepare: (folder: string) => void = () => undefined) {
    const azure = await fakeArm({ faults });
    const result = await runCli({
      args: args(),
      pulumi,
      prepare,
      azure: { connect: () => azure.connect() },
      clock: azure.clock,
    });
    return { ...result, azure };
  }

  const given: readonly Fault[] = tokens.map((token) => ({ on: /^POST/, body: passwordOf(token), times: 1 }));

  it("has Azure generate each student's password, by the user's own sign-in", async () => {
    const { code, folder, azure } = await handOut(given);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, "out/kim/registry-password.txt"), "utf8")).toMatch(/^of student-/);
    expect(azure.requests).toEqual(tokens.map(() => `POST ${path}`));
    expect(azure.bodies).toEqual(
      tokens.map((token) => ({ tokenId: `${registryId}/tokens/${token}`, name: "password1" })),
    );
  });

  it("waits for a password that Azure makes later", async () => {
    const later = { status: 202, headers: { location: "/operations/credentials", "retry-after": "1" } };
    const { code, folder, azure } = await handOut([
      { on: /^POST/, ...later },
      { on: /^GET \/operations/, ...later, times: 3 },
      { on: /^GET \/operations/, body: passwordOf("Azure") },
    ]);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, "out/kim/registry-password.txt"), "utf8")).toBe("of Azure\n");
    expect(azure.waits.length).toBeGreaterThan(2);
  });

  it("writes nothing if Azure refuses one, and says what that means for those that were handed out", async () => {
    const { code, stderr, folder } = await handOut([given[0]!, { on: /^POST/, ...forbidden }]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Azure gave no password for gim-min-su, so nothing was written\. Passwords that were handed out before may have ended: .*AuthorizationFailed/,
    );
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it.each([
    ["an answer of another form", { passwords: "of student-kim" }],
    [
      "an answer without the password that was asked for",
      { passwords: [{ name: "password2", value: "of student-kim" }] },
    ],
  ])("cannot tell from %s, and does not show it: it may hold a secret", async (_what, body) => {
    const { code, stdout, stderr } = await handOut([{ on: /^POST/, body }]);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: "",
      stderr: `Azure's answer to POST ${path} cannot be read: is it a proxy's? Run the command again.\n`,
    });
  });

  it("asks Azure for nothing if a folder is there already: the passwords in it go on working", async () => {
    const { azure, stderr } = await handOut(given, (folder) => mkdirSync(join(folder, "out/kim"), { recursive: true }));
    expect(stderr).toMatch(/ it has kim already\./);
    expect(azure.requests).toEqual([]);
  });

  it("says that the Azure CLI must be signed in", async () => {
    const { code, stderr } = await runCli({ args: args(), pulumi });
    expect({ code, stderr }).toEqual({ code: 2, stderr: "You are not signed in to Azure.\n" });
  });

  it("shows no password anywhere but in the student's own file", async () => {
    const { folder, stdout, stderr } = await handOut(given);
    const texts = files(join(folder, "out"))
      .filter((file) => file.includes(".") && !file.endsWith("password.txt"))
      .map((file) => readFileSync(join(folder, "out", file), "utf8"));
    for (const text of [...texts, stdout, stderr]) expect(text).not.toContain("of student-");
  });
});
