import { plan } from "../../cli/commands/plan";
import { CannotTell } from "../../cli/cannotTell";
import { UserError } from "../../lib/userError";
import { runCli } from "./harness";

describe("runCommand", () => {
  afterEach(() => jest.restoreAllMocks());

  const ending = (end: () => Promise<void | number>) => jest.spyOn(plan, "run").mockImplementation(end);

  it.each([
    [undefined, 0],
    [0, 0],
    [1, 1],
    [2, 2],
  ])("ends with 0 or with what the command returns: %j", async (returned, code) => {
    ending(() => Promise.resolve(returned));
    await expect(runCli({ args: [] })).resolves.toMatchObject({ code, stdout: "", stderr: "" });
  });

  it.each([
    [new UserError("no"), "no", 1],
    [new CannotTell("no idea"), "no idea", 2],
  ])("reports what the user can fix on standard error, without a stack trace: %s", async (error, message, code) => {
    ending(() => Promise.reject(error));
    await expect(runCli({ args: [] })).resolves.toMatchObject({ code, stdout: "", stderr: `${message}\n` });
  });

  it("reports any other error as a bug, with its stack trace, and cannot tell", async () => {
    ending(() => Promise.reject(new TypeError("oops")));
    const { code, stdout, stderr } = await runCli({ args: [] });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^TypeError: oops\n {4}at /);
  });

  it("says which file of the program a slip of the pen is in", async () => {
    const sucrases = new SyntaxError('Error transforming /lab/program.ts: Unexpected token, expected "(" (37:12)');
    ending(() => Promise.reject(sucrases));
    const stderr =
      'This file is not TypeScript. /lab/program.ts: Unexpected token, expected "(" (37:12). `npx tsc` says more.\n';
    await expect(runCli({ args: [] })).resolves.toMatchObject({ code: 2, stdout: "", stderr });
  });

  it("prints an error as a document, too, with --json", async () => {
    ending(() => Promise.reject(new CannotTell("no idea")));
    const { code, stdout, stderr } = await runCli({ args: ["--json"] });
    expect({ code, stderr, document: JSON.parse(stdout) as unknown }).toEqual({
      code: 2,
      stderr: "no idea\n",
      document: { error: { message: "no idea", exitCode: 2 } },
    });
  });

  it("answers --version with the version in package.json", async () => {
    await expect(runCli({ args: ["--version"] })).resolves.toMatchObject({ code: 0, stdout: "7.8.9\n", stderr: "" });
  });

  it("names the nearest command for one that does not exist", async () => {
    await expect(runCli({ args: ["plna"] })).resolves.toMatchObject({
      code: 1,
      stdout: "",
      stderr: "plna: no such command; the nearest is plan. `npm run lab -- --help` lists all.\n",
    });
  });

  it("runs no command if npm took its options", async () => {
    const run = ending(() => Promise.resolve());
    const env = { npm_lifecycle_event: "start", npm_config_json: "true", npm_config_stack: "true" };
    await expect(runCli({ args: ["plan", "prod"], env })).resolves.toMatchObject({
      code: 1,
      stdout: "",
      stderr:
        "npm took --stack and --json as its own. Put -- before the words of the command: npm start -- … --stack … --json …\n" +
        "PowerShell loses that -- on its way to npm 10 and older. Type npm.cmd there in place of npm.\n",
    });
    expect(run).not.toHaveBeenCalled();
  });
});
