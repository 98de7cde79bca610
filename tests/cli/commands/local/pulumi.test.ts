import { aState, anEmptyState, argumentsOf, play } from "../../harness";

jest.setTimeout(60_000);

const salt = "encryptionsalt: v1:c2FsdA==:v1:bm9uY2U=:c2VjcmV0\n";

/** A Pulumi that is at work until Ctrl+C, and then takes a moment to bring its state in order. */
const tidying = `#!${process.execPath}
const { readFileSync } = require("node:fs");
const args = process.argv.slice(2).join(" ");
const { stdout } = JSON.parse(readFileSync(process.env.PULUMI_HOME + "/answers.json", "utf8"))[args] ?? {};
if (stdout) process.stdout.write(stdout);
else {
  const working = setInterval(() => undefined, 1000);
  process.on("SIGINT", () => {
    clearInterval(working);
    setTimeout(() => process.stdout.write("in order\\n"), 300);
    process.exitCode = 4;
  });
  // Only now: by this the test knows that Ctrl+C will be heard.
  process.stdout.write("updating\\n");
}
`;

// Side by side: each spends its time in loading the SDK.
const runs = Promise.all([
  play({
    args: ["local", "pulumi", "stack", "output", "kubeconfig", "--show-secrets"],
    pulumi: {
      ...aState(23),
      "stack output kubeconfig --show-secrets": { stdout: "apiVersion: v1\n", stderr: "a warning\n" },
    },
    variables: { PULUMI_CONFIG_PASSPHRASE: "hunter2", PULUMI_BACKEND_URL: "https://api.pulumi.com" },
  }),
  play({
    args: ["local", "pulumi", "config", "set", "--", "--path", "-s", "local", "students[0]", "--help", "--json", "-c"],
    pulumi: {
      ...anEmptyState,
      "stack init local --no-select": { stdout: "Created stack 'local'\n", appends: salt },
      "config set -- --path -s local students[0] --help --json -c": { stdout: "set\n", code: 3 },
    },
  }),
  play({
    args: ["local", "pulumi", "--help"],
    pulumi: { ...aState(), "--help": { stdout: "Pulumi - Modern Infrastructure as Code\n" } },
  }),
  play({ args: ["local", "pulumi", "up"], pulumi: aState(23), pulumiScript: tidying, interruptAt: "updating" }),
]);

describe("lab local pulumi", () => {
  it("prints what Pulumi prints, and nothing else, so that it can go into a file", async () => {
    const [played] = await runs;
    expect(played).toMatchObject({ code: 0, stdout: "apiVersion: v1\n", stderr: "a warning\n", requests: [] });
    expect(argumentsOf(played)).toEqual(["version", "stack ls --json", "stack output kubeconfig --show-secrets"]);
  });

  it("runs Pulumi on the lab's own state, whatever the user is logged in to", async () => {
    const [{ calls }] = await runs;
    for (const { env } of calls) {
      expect(env).toMatchObject({ PULUMI_BACKEND_URL: "file://./.local", PULUMI_STACK: "local" });
      expect(env).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE");
    }
    expect(calls).toHaveLength(3);
  });

  it("makes the stack where there is none, says nothing of it, and leaves the stack's file as it was", async () => {
    const [, played] = await runs;
    expect(argumentsOf(played).slice(0, 3)).toEqual(["version", "stack ls --json", "stack init local --no-select"]);
    expect(played).toMatchObject({ stdout: "set\n", stderr: "" });
    expect(played.calls[3]!.stackFile).toBe(played.stackFile.before + salt);
    expect(played.stackFile.after).toBe(played.stackFile.before);
  });

  it("hands every argument on as it is, and ends as Pulumi ends", async () => {
    const [, played] = await runs;
    expect(argumentsOf(played).slice(3)).toEqual(["config set -- --path -s local students[0] --help --json -c"]);
    expect(played.code).toBe(3);
  });

  it("leaves it to Pulumi to help", async () => {
    const [, , played] = await runs;
    expect(played).toMatchObject({ code: 0, stdout: "Pulumi - Modern Infrastructure as Code\n", stderr: "" });
  });

  it("stays with Pulumi when it is interrupted, until Pulumi has brought its state in order", async () => {
    const [, , , played] = await runs;
    expect(played).toMatchObject({ code: 4, stdout: "updating\nin order\n", stderr: "" });
  });
});
