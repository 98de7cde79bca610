import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDockerClient } from "../../cli/docker/client";
import { findingOf } from "../../cli/exercises/judge";
import { leadingTo, loadCourse, portsOf, repositoriesOf, roomOf } from "../../cli/exercises/load";
import { dockerLogin } from "../../cli/exercises/observe/dockerLogin";
import { observeRegistry } from "../../cli/exercises/observe/registry";
import { visit } from "../../cli/exercises/observe/visit";
import type { Observed } from "../../cli/exercises/observed";
import { runCommands } from "../../cli/exercises/solve";
import { valuesFor } from "../../cli/exercises/values";
import { lastResortMs, waitUntil } from "../waiting";
import { Registry, docker, endsAtOnce, engineAnswers, importNodeImage } from "./engine";

jest.setTimeout(2 * lastResortMs);

const proved = ["pull", "run", "remove", "login", "push"];

const password = "kim's own";
/** As `htpasswd -Bbn student-kim <password>` prints it. */
const hash = "$2y$05$d89hlBwt8druPC/eWcqzteNavbC1Kg9QQVfCV8aEivu4qCUiNVVni";

(engineAnswers() ? describe : describe.skip)("the exercises with Docker and the registry", () => {
  const course = loadCourse(path.join(__dirname, "../.."));
  const base = `lab-exercises-test:${process.pid}`;
  const folder = mkdtempSync(path.join(tmpdir(), "lab-exercises-"));
  const env = { ...process.env, DOCKER_CONFIG: path.join(folder, "docker") };
  const made: string[] = [];
  let registry: Registry;
  let open: Registry;
  let values: ReturnType<typeof valuesFor>;

  const run = (program: string, args: readonly string[], input = "") => {
    const { status, stderr } = spawnSync(program, args, { input, env, encoding: "utf8" });
    return status === 0 ? Promise.resolve() : Promise.reject(new Error(`${program} ${args.join(" ")}: ${stderr}`));
  };
  const exercise = (id: string) => course.exercises.find((one) => one.id === id)!;
  const look = async (): Promise<Observed> => {
    const client = createDockerClient(env);
    const login = dockerLogin(registry.server, env);
    const [own, part] = await Promise.all([
      client.observe(client.host(), portsOf(course), visit),
      observeRegistry(registry.server, login, repositoriesOf(course, values), env),
    ]);
    return { docker: own, registry: part, login: part.login };
  };
  const wayOf = async (id: string) => {
    const finding = findingOf(exercise(id), course.hints, await look(), values);
    return typeof finding === "string" ? finding : finding.way;
  };
  /** The commands of an exercise; the login reads its password as the page says. */
  const type = (commands: readonly string[]) =>
    runCommands(commands, values, (program, args) => run(program, args, args[0] === "login" ? password : ""));

  beforeAll(async () => {
    const users = path.join(folder, "htpasswd");
    writeFileSync(users, `student-kim:${hash}\n`);
    const auth = { REGISTRY_AUTH: "htpasswd", REGISTRY_AUTH_HTPASSWD_REALM: "lab", REGISTRY_AUTH_HTPASSWD_PATH: users };
    registry = await new Registry(auth).start();
    open = await new Registry({}, registry.data).start();
    // Both in place of images from elsewhere.
    values = { ...valuesFor("kim", registry.server), sample: `${open.server}/sample:1` };
    await importNodeImage(base);
    const serve = "require('http').createServer((_, answer) => answer.end('ok')).listen(80)";
    const dockerfile = `FROM ${base}\n${endsAtOnce}\nCMD ${JSON.stringify(["node", "-e", serve])}\n`;
    await run("docker", ["build", "--quiet", "--tag", values["sample"]!, "-"], dockerfile);
    await run("docker", ["push", "--quiet", values["sample"]!]);
    await run("docker", ["tag", base, `${open.server}/app:lab`]);
    await run("docker", ["push", "--quiet", `${open.server}/app:lab`]);
    await run("docker", ["rmi", values["sample"]!]);
    made.push(base, `${open.server}/app:lab`, values["sample"]!, values["app"]!);
    made.push(...["1", "2"].map((tag) => `${registry.server}/kim/web:${tag}`));
  });

  afterAll(async () => {
    await docker("rm", "--force", "web").catch(() => undefined);
    for (const image of made) await docker("rmi", "--force", image).catch(() => undefined);
    await open.stop();
    await registry.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(proved)("proves %s: not done, done when solved, not when undone", async (id) => {
    const { solve, undo } = exercise(id);
    expect(await wayOf(id)).not.toBe("done");
    await type(solve);
    await waitUntil(`${id} is done`, async () => (await wayOf(id)) === "done");
    await type(undo);
    expect(await wayOf(id)).not.toBe("done");
    // The next one begins where this one ended; to undo a push takes the login away, too.
    for (const before of leadingTo(course, exercise(id))) {
      if ((await wayOf(before.id)) !== "done") await type(before.solve);
    }
    await type(solve);
    await waitUntil(`${id} is done again`, async () => (await wayOf(id)) === "done");
  });

  it.each([
    [
      "a port on which nothing listens",
      ["docker run --detach --name web --publish 127.0.0.1:8081:8080 {{app}} node -e setInterval(Date,9)"],
      "no-answer",
    ],
    [
      "a port that is not published",
      ["docker run --detach --name web {{app}} node -e setInterval(Date,9)"],
      "not-published",
    ],
    ["a program that has ended", ["docker run --detach --name web {{app}} node -p 1/0x"], "stopped"],
    ["a container of another name", [], "missing"],
  ])("sees %s", async (_mistake, commands, way) => {
    await docker("rm", "--force", "web").catch(() => undefined);
    await type(commands);
    await waitUntil(`it is ${way}`, async () => (await wayOf("run")) === way);
  });

  it("sees a login that the registry refuses, and a tag that is missing", async () => {
    await type(exercise("login").solve);
    writeFileSync(
      path.join(env.DOCKER_CONFIG, "config.json"),
      JSON.stringify({ auths: { [registry.server]: { auth: Buffer.from("student-kim:old").toString("base64") } } }),
    );
    expect([await wayOf("login"), await wayOf("push")]).toEqual(["refused", "not-logged-in"]);
    await type(exercise("login").solve);
    expect(await wayOf("push")).toBe("done");
  });

  it("has proved every exercise that is not on the cluster, but the one with Compose, which has a test of its own", () => {
    const elsewhere = course.exercises.filter((one) => roomOf(one) !== "space").map(({ id }) => id);
    expect(elsewhere.filter((id) => id !== "compose")).toEqual(proved);
    process.stdout.write(`tests/docker: ${proved.length} exercises proved\n`);
  });
});
