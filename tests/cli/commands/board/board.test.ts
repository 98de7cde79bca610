import { EventEmitter } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { board } from "../../../../cli/commands/board/board";
import { Interrupts } from "../../../../cli/interrupts";
import type { KubeApi } from "../../../../cli/kubernetes/api";
import { listening } from "../../../listen";
import { copyTracked } from "../../../tracked";
import { waitUntil } from "../../../waiting";
import { type Scenario, fakeContext, projectFolder, root, runCli, webServer } from "../../harness";
import { freePorts } from "../../../freePorts";
import { ClassApi, registry } from "./classApi";

const outputs = { kubeconfig: "the administrator's", registry };
const stackOutput = "stack output --json --show-secrets --stack dev";
const cluster: KubeApi = { request: () => Promise.resolve({ items: [] } as never) };

let api: ClassApi;
let scenario: Omit<Scenario, "args">;

beforeEach(async () => {
  api = await new ClassApi().start();
  api.addNodes(4);
  api.addStudent("kim");
  api.deploy("kim");
  const pulumi = { [stackOutput]: { stdout: JSON.stringify(outputs) } };
  scenario = {
    pulumi,
    cluster,
    stream: api.client,
    prepare: (folder) => copyTracked("exercises", join(folder, "exercises")),
  };
});

afterEach(() => api.stop());

/** Runs the command until its pages are there, does something, and then ends it as Ctrl+C does. */
async function whileServed(port: string, act: (printed: string) => Promise<void>): Promise<string> {
  const folder = projectFolder();
  scenario.prepare!(folder);
  const { context, printed } = fakeContext(folder, scenario);
  const signals = new EventEmitter();
  const options = { stack: "dev", port, json: false };
  // The pages are this project's; the exercises could be another's.
  const running = board({ ...context, folder: root, interrupts: new Interrupts(signals) }, options);
  await waitUntil("it is served", () => printed.stdout.includes("Ctrl+C"));
  await act(printed.stdout);
  signals.emit("SIGINT");
  await running;
  return printed.stdout;
}

describe("lab board", () => {
  it("prints where its pages are, serves them, and ends with Ctrl+C", async () => {
    const [port] = await freePorts(1);
    const address = `http://127.0.0.1:${port}/`;
    const printed = await whileServed(String(port), async () => {
      for (const page of ["", "projector"]) expect((await fetch(`${address}${page}`)).status).toBe(200);
      await waitUntil("the class is shown", async () => {
        const { students } = (await (await fetch(`${address}api/board`)).json()) as {
          students: { label: string }[] | null;
        };
        return students?.map(({ label }) => label).join() === "kim";
      });
    });
    expect(printed.split("\n").slice(1, 3)).toEqual([
      `  ${address}  for you, with names`,
      `  ${address}projector  for the projector; names are hidden until you show them`,
    ]);
    await expect(fetch(address)).rejects.toThrow();
    await waitUntil("no watch is left", () => api.openWatches("pods") === 0);
  });

  it("takes a free port where the wanted one is taken, and says so", async () => {
    const [port] = await freePorts(1);
    const other = createServer();
    await listening(other, port!, "127.0.0.1");
    const printed = await whileServed(String(port), () => Promise.resolve());
    other.close();
    expect(printed).toContain(`Port ${port} is taken, so it is another.\n`);
    expect(printed).not.toContain(`http://127.0.0.1:${port}/`);
  });

  it("prints one picture with --json, without a password, and ends", async () => {
    const asked: (string | undefined)[] = [];
    const server = await webServer((request, response) => {
      asked.push(request.headers.authorization);
      response.end(JSON.stringify({ tags: ["1", "2"] }));
    });
    const local = { ...outputs, registry: `127.0.0.1:${server.port}`, registryPasswords: { kim: "secret" } };
    const pulumi = { [stackOutput]: { stdout: JSON.stringify(local) } };
    const { code, stdout, stderr } = await runCli({ ...scenario, pulumi, args: ["board", "--json"] });
    await server.end();
    expect([code, stderr]).toEqual([0, ""]);
    const { stack, exercises, students, nodes } = JSON.parse(stdout) as {
      stack: string;
      exercises: { id: string }[];
      students: { label: string; states: string[] }[];
      nodes: object[];
    };
    expect([stack, nodes.length, students.map(({ label }) => label)]).toEqual(["dev", 4, ["kim"]]);
    const states = exercises.map(({ id }, index) => `${id}: ${students[0]!.states[index]}`);
    // The registry has the image. That somebody has logged in on their own machine follows from it.
    expect(states).toEqual(expect.arrayContaining(["login: done", "push: done", "nodes: not yet", "pull: elsewhere"]));
    expect(new Set(asked)).toEqual(new Set([`Basic ${Buffer.from("student-kim:secret").toString("base64")}`]));
    expect(stdout).not.toContain("secret");
  });

  it.each([
    [["--port", "http"], "--port http: allowed is a number from 0 to 65535; 0 is any free one.\n"],
    [["--port", "65536"], "--port 65536: allowed is a number from 0 to 65535; 0 is any free one.\n"],
  ])("refuses %j", async (words, message) => {
    const { code, stderr } = await runCli({ ...scenario, args: ["board", ...words] });
    expect([code, stderr]).toEqual([1, message]);
  });

  it("says what is wrong with the access before it serves anything", async () => {
    const { code, stderr, stdout } = await runCli({ ...scenario, cluster: undefined, args: ["board"] });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toBe("The cluster at https://127.0.0.1:6443 does not answer (ECONNREFUSED).\n");
  });
});
