import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDockerClient } from "../../cli/docker/client";
import { findingOf } from "../../cli/exercises/judge";
import { loadCourse } from "../../cli/exercises/load";
import { visit } from "../../cli/exercises/observe/visit";
import { runCommands } from "../../cli/exercises/solve";
import { freePorts } from "../freePorts";
import { lastResortMs, waitUntil } from "../waiting";
import { composeAnswers, docker, endsAtOnce, engineAnswers, importNodeImage } from "./engine";

jest.setTimeout(2 * lastResortMs);

const root = path.join(__dirname, "../..");

/** Programs of WordPress' and the database's images that the Compose file runs, in images that have only `node`. */
const programs = {
  mariadb: {
    "healthcheck.sh": "process.exit(process.argv.includes('--innodb_initialized') ? 0 : 1)",
    serve: "setInterval(() => {}, 1000)",
  },
  wordpress: {
    sh: "process.exit(process.argv[3].includes('php /setup.php') ? 0 : 1)",
    serve: "require('http').createServer((_, answer) => answer.end('ok')).listen(80)",
  },
} as const;

(engineAnswers() && composeAnswers() ? describe : describe.skip)("the exercise with Compose", () => {
  const { exercises, hints } = loadCourse(root);
  const exercise = exercises.find(({ id }) => id === "compose")!;
  const project = `lab-compose-exercise-${process.pid}`;
  const base = `${project}/base`;
  const folder = mkdtempSync(path.join(tmpdir(), "lab-compose-"));
  const made: string[] = [base];
  let env: NodeJS.ProcessEnv;

  const run = (program: string, args: readonly string[]) => {
    const { status, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: "utf8" });
    return status === 0 ? Promise.resolve() : Promise.reject(new Error(`${program} ${args.join(" ")}: ${stderr}`));
  };
  const wayOf = async () => {
    const client = createDockerClient(env);
    const finding = findingOf(exercise, hints, { docker: await client.observe(client.host(), [], visit) }, {});
    return typeof finding === "string" ? finding : finding.way;
  };

  /** An image in place of a public one, by the version that the Compose file names. */
  async function build(name: keyof typeof programs): Promise<void> {
    const context = path.join(folder, name);
    mkdirSync(context);
    for (const [file, script] of Object.entries(programs[name])) {
      writeFileSync(path.join(context, file), `#!/usr/bin/node\n${script}\n`);
      chmodSync(path.join(context, file), 0o755);
    }
    writeFileSync(
      path.join(context, "Dockerfile"),
      `FROM ${base}\n${endsAtOnce}\nCOPY . /usr/local/bin/\nCMD ["serve"]\n`,
    );
    const [, tag] = new RegExp(`/${name}:(\\S+)`).exec(readFileSync(path.join(root, "host/compose.yaml"), "utf8"))!;
    const image = `${project}/${name}:${tag}`;
    await docker("build", "--quiet", "--tag", image, context);
    made.push(image);
  }

  beforeAll(async () => {
    cpSync(path.join(root, "host"), path.join(folder, "host"), { recursive: true });
    rmSync(path.join(folder, "host/.env"), { force: true });
    const [port] = await freePorts(1);
    env = { ...process.env, COMPOSE_PROJECT_NAME: project, LAB_IMAGES: project, WORDPRESS_PORT: String(port) };
    await importNodeImage(base);
    await build("mariadb");
    await build("wordpress");
  });

  afterAll(async () => {
    await run("docker", ["compose", "--file", "host/compose.yaml", "down", "--volumes"]);
    for (const image of made.reverse()) await docker("rmi", "--force", image);
    rmSync(folder, { recursive: true });
  });

  it("is not done before, done when solved, stopped when a service ends, and not done when undone", async () => {
    expect(await wayOf()).toBe("missing");
    await runCommands(exercise.solve, {}, run);
    await waitUntil("both services run", async () => (await wayOf()) === "done");
    expect(await visit(`http://127.0.0.1:${env["WORDPRESS_PORT"]}`)).toBe(200);
    await run("docker", ["compose", "--file", "host/compose.yaml", "kill", "wordpress"]);
    expect(await wayOf()).toBe("stopped");
    await runCommands(exercise.undo, {}, run);
    expect(await wayOf()).toBe("missing");
  });

  it("keeps the passwords of the first time, so that the database opens again", async () => {
    const passwords = readFileSync(path.join(folder, "host/.env"), "utf8");
    await runCommands(exercise.solve, {}, run);
    expect(readFileSync(path.join(folder, "host/.env"), "utf8")).toBe(passwords);
    await runCommands(exercise.undo, {}, run);
    process.stdout.write("tests/docker: 1 exercise proved, with Compose\n");
  });
});
