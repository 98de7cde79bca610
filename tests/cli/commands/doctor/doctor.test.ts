import { type Check, fails, ok, warning } from "../../../../cli/doctor/check";
import { checks } from "../../../../cli/doctor/checks";
import { fakeArm, forbidden } from "../../azure/fakeArm";
import { noStack } from "../../gone/azureLab";
import { runCli } from "../../harness";

describe("lab doctor", () => {
  const found: Readonly<Record<string, ReturnType<Check["run"]>>> = {
    vcpus: Promise.resolve([fails("12 are needed; 4 are free", "npm run pulumi -- config set nodeCount 1")]),
  };

  /** Replaces what every check finds. */
  function mock(findings: (check: Check) => ReturnType<Check["run"]>) {
    for (const check of checks) jest.spyOn(check, "run").mockImplementation(() => findings(check));
  }

  afterEach(() => jest.restoreAllMocks());

  it("prints a line for each finding, the command that mends it, and what to do last", async () => {
    mock(({ id }) => (id === "vCPU quota" ? found["vcpus"]! : Promise.resolve([ok(`${id} is fine`)])));
    const { code, stdout } = await runCli({ args: ["doctor"], pulumi: noStack });
    expect(code).toBe(1);
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("ok       Node              Node is fine");
    expect(lines).toContain("fails    vCPU quota        12 are needed; 4 are free");
    expect(lines).toContain("                           npm run pulumi -- config set nodeCount 1");
    expect(lines.at(-2)).toBe("1 check fails: the lab would not come up as it is.");
  });

  it("ends with 0 if nothing fails, whatever it warns of, and names the next command", async () => {
    mock(({ id }) => Promise.resolve([id === "Docker" ? warning("perhaps") : ok("fine")]));
    const { code, stdout } = await runCli({ args: ["doctor"], pulumi: noStack });
    expect(code).toBe(0);
    expect(stdout.split("\n").at(-2)).toBe(
      "Nothing stands in the way, but for what is not known or has a warning above. `npm run pulumi -- up` makes the lab, and from then on it costs money.",
    );
  });

  it("asks Azure nothing for the local target", async () => {
    mock(() => Promise.resolve([ok("fine")]));
    const { stdout } = await runCli({ args: ["doctor", "--stack", "local", "--json"] });
    const ids = (JSON.parse(stdout) as { checks: { id: string }[] }).checks.map(({ id }) => id);
    expect(ids).toEqual(["Node", "Pulumi", "app", "this machine"]);
  });

  it("skips what Azure would have to be asked for if nobody is signed in", async () => {
    const { code, stdout } = await runCli({ args: ["doctor", "--json"], pulumi: noStack });
    const verdicts = (JSON.parse(stdout) as { checks: { id: string; status: string }[] }).checks;
    const of = (status: string) => verdicts.filter((one) => one.status === status).map(({ id }) => id);
    expect(code).toBe(1);
    expect(of("fails")).toEqual(["app", "sign-in"]);
    expect(of("skipped")).toEqual(checks.filter(({ needs }) => needs?.includes("sign-in")).map(({ id }) => id));
  });

  it("warns of what it may not ask, and does not fail for it", async () => {
    const subscription = { displayName: "Class", state: "Enabled" };
    const fake = await fakeArm({
      answers: { "GET ": subscription },
      faults: [{ on: /\/providers\//, ...forbidden }],
    });
    const azure = { connect: () => fake.connect() };
    const { stdout } = await runCli({ args: ["doctor", "--json"], pulumi: noStack, azure, clock: fake.clock });
    const verdicts = (JSON.parse(stdout) as { checks: { id: string; status: string }[] }).checks;
    const status = Object.fromEntries(verdicts.map((one) => [one.id, one.status]));
    expect(status).toMatchObject({
      "sign-in": "ok",
      providers: "warning",
      rights: "warning",
      "vCPU quota": "warning",
      "VM sizes": "warning",
    });
  });

  it("stops at a configuration that cannot work, with the rehearsal's words", async () => {
    const result = await runCli({ args: ["doctor", "--stack", "local"], config: { nodeCount: 99 } });
    expect(result).toMatchObject({ code: 1, stdout: "" });
    expect(result.stderr).toContain("nodeCount");
  });

  it("has checks that stand after those which they need", () => {
    checks.forEach(({ needs = [] }, index) => {
      const before = checks.slice(0, index).map(({ id }) => id);
      expect(before).toEqual(expect.arrayContaining([...needs]));
    });
  });
});
