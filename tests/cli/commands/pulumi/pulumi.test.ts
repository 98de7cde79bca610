import { noDocker, runCli } from "../../harness";

describe("lab pulumi", () => {
  it("runs Pulumi where the user is logged in, on the Docker of the `docker` command, whether one answers or not", async () => {
    const env = { PULUMI_CONFIG_PASSPHRASE: "hunter2", PULUMI_BACKEND_URL: "https://api.pulumi.com" };
    const result = await runCli({
      args: ["pulumi", "up"],
      docker: noDocker,
      env: { ...env, DOCKER_HOST: "x" },
      pulumi: { up: { stdout: "Updating (dev)\n", stderr: "a warning\n" } },
    });
    expect(result).toMatchObject({
      code: 0,
      stdout: "Updating (dev)\n",
      stderr: "a warning\n",
      requests: ["read unix:///run/docker.sock"],
    });
    expect(result.calls.map(({ args, env }) => ({ args, env }))).toEqual([
      { args: "up", env: { ...env, DOCKER_HOST: "unix:///run/docker.sock" } },
    ]);
  });

  it("hands on the proxies of Docker's containers to a run of the program, and to no other", async () => {
    const docker = { proxies: { http: "", https: "proxy.school.example:3128", exempt: "" } };
    const proxied = async (...args: string[]) => {
      const { calls } = await runCli({ args: ["pulumi", ...args], docker, pulumi: { [args.join(" ")]: {} } });
      return calls[0]!.env["LAB_HTTPS_PROXY"];
    };
    await expect(proxied("preview", "--diff")).resolves.toBe("http://proxy.school.example:3128");
    await expect(proxied("stack", "output")).resolves.toBeUndefined();
  });

  it("hands every argument on as it is, and ends as Pulumi ends", async () => {
    const words = ["config", "set", "--path", "-s", "dev", "students[0]", "kim", "--", "--help", "--json", "-c"];
    const result = await runCli({ args: ["pulumi", ...words], pulumi: { [words.join(" ")]: { code: 255 } } });
    expect(result).toMatchObject({ code: 255, stdout: "", stderr: "", asked: [words.join(" ")] });
  });

  it("leaves --help to Pulumi", async () => {
    const stdout = "Pulumi - Modern Infrastructure as Code\n";
    const result = await runCli({ args: ["pulumi", "--help"], pulumi: { "--help": { stdout } } });
    expect(result).toMatchObject({ code: 0, stdout, stderr: "" });
  });

  it("runs nothing if npm took an option of Pulumi's", async () => {
    const env = {
      npm_lifecycle_event: "pulumi",
      npm_lifecycle_script: "node cli/start.js pulumi",
      npm_config_path: "true",
    };
    const result = await runCli({ args: ["pulumi", "config", "set", "students[0]", "kim"], env });
    expect(result).toMatchObject({ code: 1, stdout: "", asked: [] });
    expect(result.stderr).toContain(': npm run pulumi -- config set "students[0]" kim --path\n');
  });
});
