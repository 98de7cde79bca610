import { emptyState, noDocker, runCli, stateOf, withState, stateAddress } from "../../harness";

const salt = "encryptionsalt: v1:c2FsdA==:v1:bm9uY2U=:c2VjcmV0\n";

describe("lab local pulumi", () => {
  it("prints what Pulumi prints and nothing else, so that it can go into a file", async () => {
    const words = ["stack", "output", "kubeconfig", "--show-secrets"];
    const answer = { stdout: "apiVersion: v1\n", stderr: "a warning\n" };
    const result = await runCli({
      args: ["local", "pulumi", ...words],
      pulumi: { ...stateOf(23), [words.join(" ")]: answer },
    });
    expect(result).toMatchObject({ code: 0, ...answer, requests: [] });
    expect(result.asked).toEqual(["version", "stack ls --json", words.join(" ")]);
  });

  it("runs Pulumi on the lab's own state, whatever the user is logged in to, and on the Docker of the `docker` command", async () => {
    const env = { PULUMI_CONFIG_PASSPHRASE: "hunter2", PULUMI_BACKEND_URL: "https://api.pulumi.com", DOCKER_HOST: "x" };
    const { calls, folder } = await runCli({
      args: ["local", "pulumi", "up"],
      pulumi: { ...stateOf(23), up: {} },
      env,
    });
    expect(calls).toHaveLength(3);
    for (const call of calls) {
      expect(call.env).toMatchObject({
        PULUMI_BACKEND_URL: stateAddress(folder),
        PULUMI_STACK: "local",
        DOCKER_HOST: "unix:///run/docker.sock",
      });
      expect(call.env).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE");
    }
  });

  it("makes the stack if there is none, without a word, and leaves the stack's file as it was", async () => {
    const result = await runCli({
      args: ["local", "pulumi", "config"],
      docker: noDocker,
      pulumi: {
        ...emptyState,
        "stack init local --no-select": { stdout: "Created stack 'local'\n", appends: salt },
        config: { stdout: "KEY  VALUE\n" },
      },
    });
    expect(result).toMatchObject({ code: 0, stdout: "KEY  VALUE\n", stderr: "" });
    expect(result.asked).toEqual(["version", "stack ls --json", "stack init local --no-select", "config"]);
    expect(result.calls[3]!.stackFile).toBe(result.stackFile.before + salt);
    expect(result.stackFile.after).toBe(result.stackFile.before);
  });

  it("warns on Windows, before there is a state, that its folder is outside of the user's profile", async () => {
    const scenario = { args: ["local", "pulumi", "config"], pulumi: { ...stateOf(23), config: {} } };
    const windows = { ...scenario, system: "windows", env: { USERPROFILE: "C:\\Users\\kim" } } as const;
    expect((await runCli(windows)).stderr).toContain(" is outside of C:\\Users\\kim: ");
    expect((await runCli({ ...windows, prepare: withState })).stderr).toBe("");
    expect((await runCli(scenario)).stderr).toBe("");
  });

  it("hands every argument on as it is, and ends as Pulumi ends", async () => {
    const words = ["config", "set", "--", "--path", "-s", "local", "students[0]", "--help", "--json", "-c"];
    const result = await runCli({
      args: ["local", "pulumi", ...words],
      pulumi: { ...stateOf(), [words.join(" ")]: { code: 3 } },
    });
    expect(result).toMatchObject({ code: 3, stderr: "" });
    expect(result.asked.slice(2)).toEqual([words.join(" ")]);
  });

  it("leaves --help to Pulumi", async () => {
    const stdout = "Pulumi - Modern Infrastructure as Code\n";
    const result = await runCli({
      args: ["local", "pulumi", "--help"],
      pulumi: { ...stateOf(), "--help": { stdout } },
    });
    expect(result).toMatchObject({ code: 0, stdout, stderr: "" });
  });
});
