import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { LocalNetwork } from "../../components/local/network";
import { LocalRegistry } from "../../components/local/registry";
import { studentsOf } from "../../config/students";
import type { Inputs } from "../../simulator";
import { only, run } from "../lab";
import { Registry, docker, engineAnswers } from "./engine";

const passwords = { lab: "lab's own", "student-kim": "kim's own" };
/** As `htpasswd -Bbn <user> <password>` prints them. */
const hashes = {
  lab: "$2y$05$YguCm0f1ITQnfZ0upkBVxe/iWDVg70QbEUFoypXVf2SELuakvgLcq",
  "student-kim": "$2y$05$d89hlBwt8druPC/eWcqzteNavbC1Kg9QQVfCV8aEivu4qCUiNVVni",
};

/** Environment and files of the container that students reach, as the program declares it for a class. */
async function publishedContainer(): Promise<{ envs: string[]; file: string }> {
  const { resources } = await run(() => {
    const network = new LocalNetwork("network", "10.150.0.0/24");
    return void new LocalRegistry("registry", { network, port: 5055, students: studentsOf(["kim"]).students });
  });
  const { envs, uploads } = only(resources, "docker:index/container:Container", "registry").inputs;
  return { envs, file: (uploads as Inputs[])[0]!["file"] };
}

(engineAnswers() ? describe : describe.skip)("the local registry of a class", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "lab-login-"));
  const usersFile = path.join(folder, "htpasswd");
  const source = `lab-login-test:${process.pid}`;
  let settings: Record<string, string>;
  let published: Registry;
  let forNodes: Registry;

  /** Runs docker with logins of somebody's own. */
  const dockerAs = (who: string, args: readonly string[], input = "") => {
    const config = path.join(folder, who);
    mkdirSync(config, { recursive: true });
    const { status, stdout, stderr } = spawnSync("docker", ["--config", config, ...args], { input, encoding: "utf8" });
    return { succeeded: status === 0, output: `${stdout}${stderr}` };
  };
  const login = (who: string, user: string, password: string, { server } = published) =>
    dockerAs(who, ["login", "--username", user, "--password-stdin", server], password);
  const push = async (who: string, repository: string) => {
    const name = `${published.server}/${repository}`;
    await docker("tag", source, name);
    return dockerAs(who, ["push", "--quiet", name]);
  };
  const allow = (...users: (keyof typeof hashes)[]) =>
    writeFileSync(usersFile, users.map((user) => `${user}:${hashes[user]}\n`).join(""));

  beforeAll(async () => {
    const { envs, file } = await publishedContainer();
    allow("lab", "student-kim");
    settings = Object.fromEntries(envs.map((env) => env.replace(file, usersFile).split("=") as [string, string]));
    published = await new Registry(settings).start();
    forNodes = await new Registry({}, published.data).start();
    const root = path.join(folder, "root");
    mkdirSync(root);
    writeFileSync(path.join(root, "hello"), "hello\n");
    const tar = path.join(folder, "root.tar");
    expect(spawnSync("tar", ["--create", "--file", tar, "--directory", root, "."]).status).toBe(0);
    await docker("import", tar, source);
  });

  afterAll(async () => {
    const names = (await docker("images", "--format", "{{.Repository}}:{{.Tag}}")).split("\n");
    const own = names.filter((name) =>
      [source, published.server, forNodes.server].some((part) => name.startsWith(part)),
    );
    for (const name of own) await docker("rmi", "--force", name);
    await forNodes.stop();
    await published.stop();
    rmSync(folder, { recursive: true });
  });

  it("refuses a push and a pull of somebody who has not logged in", async () => {
    const pushed = await push("nobody", "kim/web:1");
    expect(pushed).toMatchObject({ succeeded: false, output: expect.stringContaining("no basic auth credentials") });
    expect(dockerAs("nobody", ["pull", `${published.server}/kim/web:1`]).succeeded).toBe(false);
  });

  it.each([
    ["student-kim", "wrong"],
    ["student-kim", ""],
    ["student-lee", passwords["student-kim"]],
  ])("refuses to log in %s with the password %j", (user, password) => {
    expect(login("nobody", user, password).succeeded).toBe(false);
  });

  it("takes what a student pushes, and gives it back after it was removed here", async () => {
    expect(login("kim", "student-kim", passwords["student-kim"])).toMatchObject({
      succeeded: true,
      output: expect.stringContaining("Login Succeeded"),
    });
    expect(await push("kim", "kim/web:1")).toMatchObject({ succeeded: true });
    const name = `${published.server}/kim/web:1`;
    await docker("rmi", name);
    expect(dockerAs("kim", ["pull", "--quiet", name])).toMatchObject({ succeeded: true });
  });

  it("lets the nodes pull without a password what was pushed with one", () => {
    expect(dockerAs("node", ["pull", "--quiet", `${forNodes.server}/kim/web:1`])).toMatchObject({ succeeded: true });
  });

  it("takes the lab's own image, too, and lets a student pull it", async () => {
    expect(login("lab", "lab", passwords.lab).succeeded).toBe(true);
    expect((await push("lab", "app:lab")).succeeded).toBe(true);
    expect(dockerAs("kim", ["pull", "--quiet", `${published.server}/app:lab`]).succeeded).toBe(true);
  });

  it("lets a student in no more once the student's line is gone", async () => {
    allow("lab");
    // Its container is replaced, because its file has changed.
    const replaced = await new Registry(settings, published.data).start();
    expect(login("kim", "student-kim", passwords["student-kim"], replaced).succeeded).toBe(false);
    expect(login("lab", "lab", passwords.lab, replaced).succeeded).toBe(true);
    await replaced.stop();
  });
});
