import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiRequest } from "../../../../cli/kubernetes/api";
import type { RunProgram } from "../../../../cli/runProgram";
import { copyTracked } from "../../../tracked";
import { deploymentOf } from "../../exercises/objects";
import { FakeCluster } from "../../kubernetes/fakeCluster";
import { runCli } from "../../harness";

const output = "stack output --json --show-secrets --stack dev";
const pulumi = { [output]: { stdout: JSON.stringify({ kubeconfig: "the administrator's" }) } };
const foreign = ["example.com/never"];

/** Runs the command on a cluster. */
async function reset(cluster: FakeCluster, ...args: string[]) {
  const { code, stdout, stderr } = await runCli({ args: ["reset", ...args], pulumi, cluster });
  return { code, stdout, stderr };
}

const withWork = () =>
  new FakeCluster(["gim-min-su", "lee"])
    .add("gim-min-su", "Deployment web", { finalizers: foreign })
    .add("gim-min-su", "Pod web-1")
    .add("lee", "Pod web-1");

describe("lab reset", () => {
  it.each(["김민수", "gim-min-su"])("empties the space of %s, and of nobody else", async (student) => {
    const cluster = withWork();
    await expect(reset(cluster, "--student", student)).resolves.toEqual({
      code: 0,
      stdout: "The namespace student-gim-min-su is empty: 2 objects removed.\n",
      stderr: "",
    });
    expect([cluster.in("gim-min-su"), cluster.in("lee")]).toEqual([[], ["Pod web-1"]]);
  });

  it("says on standard error that the lab ends soon", async () => {
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    const { stderr } = await runCli({
      args: ["reset", "--student", "kim"],
      pulumi,
      cluster: new FakeCluster(["kim"]),
      prepare: (path) => writeFileSync(join(path, "Pulumi.dev.yaml"), `config:\n  endsAt: "${endsAt}"\n`),
    });
    expect(stderr).toMatch(
      new RegExp(`^The lab ends in 1 hour, at ${endsAt}\\. To extend it: npm run pulumi -- config set endsAt `),
    );
  });

  it("says that a space was empty before", async () => {
    const { code, stdout } = await reset(new FakeCluster(["kim"]), "--student", "kim");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "The namespace student-kim is empty, and was before.\n" });
  });

  it("says which pods it removed by force, whose containers may still run", async () => {
    const cluster = new FakeCluster(["kim"]).add("kim", "Pod web", { grace: 86_400 });
    await expect(reset(cluster, "--student", "kim", "--timeout", "1s")).resolves.toEqual({
      code: 0,
      stdout:
        "Removed by force: web on node-1. Their containers may still run there; a restart of the node ends them.\n" +
        "The namespace student-kim is empty: 1 object removed.\n",
      stderr: "",
    });
  });

  it("prints one document with --json", async () => {
    const { code, stdout, stderr } = await reset(withWork(), "--student", "김민수", "--json");
    expect({ code, stderr, document: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      stderr: "",
      document: { student: "gim-min-su", removed: 2, left: [], forced: [] },
    });
  });

  it("says what is left when the time is over, and ends with 1", async () => {
    const refused = () => {
      const cluster = withWork();
      cluster.refusals["PATCH /apis/apps/v1"] = [422, "a policy denies it"];
      return cluster;
    };
    const args = ["--student", "gim-min-su", "--timeout", "1s"];
    await expect(reset(refused(), ...args)).resolves.toEqual({
      code: 1,
      stdout: "",
      stderr:
        "After 1s the namespace student-gim-min-su still has Deployment web (a policy denies it). Run the command again, " +
        "perhaps with a longer --timeout.\n",
    });
    const { code, stdout } = await reset(refused(), ...args, "--json");
    expect({ code, document: JSON.parse(stdout) as unknown }).toEqual({
      code: 1,
      document: { student: "gim-min-su", removed: 1, left: ["Deployment web (a policy denies it)"], forced: [] },
    });
  });

  it.each([
    ["kimm", "the cluster has no namespace student-kimm of the lab. The nearest is kim."],
    ["李", 'it has "李", which a DNS label cannot have; write it in Latin letters or Hangul.'],
    ["", "it is empty."],
  ])("refuses the student %j", async (student, problem) => {
    const cluster = new FakeCluster(["kim", "lee"]);
    await expect(reset(cluster, "--student", student)).resolves.toEqual({
      code: 1,
      stdout: "",
      stderr: `--student ${JSON.stringify(student)}: ${problem}\n`,
    });
    expect(cluster.changes).toEqual([]);
  });

  it("leaves a namespace alone that has a student's label and another name", async () => {
    // The fake cluster has a namespace `others` with the label of kim.
    const { code, stderr } = await reset(new FakeCluster([]), "--student", "kim");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: '--student "kim": the cluster has no namespace student-kim of the lab. It has no student\'s space.\n',
    });
  });

  it.each(["0s", "61m", "60", "soon"])("refuses the timeout %j before it asks anybody", async (timeout) => {
    const { stderr, code, asked } = await runCli({ args: ["reset", "--student", "kim", "--timeout", timeout] });
    expect({ code, stderr, asked }).toEqual({
      code: 1,
      stderr: `--timeout ${timeout}: allowed is a time from 1s to 1h, such as 90s or 2m.\n`,
      asked: [],
    });
  });

  it("connects by the administrator's kubeconfig, and cannot tell if the cluster does not answer", async () => {
    const { code, stderr, connections } = await runCli({ args: ["reset", "--student", "kim"], pulumi });
    expect(connections).toEqual([{ kubeconfig: "the administrator's" }]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "The cluster at https://127.0.0.1:6443 does not answer (ECONNREFUSED).\n",
    });
  });

  it("connects by the user's own context to a cluster that the lab did not create", async () => {
    const { code, connections, folder } = await runCli({
      args: ["reset", "--student", "kim", "--stack", "local"],
      config: { kubeContext: "kind-kind", kubeconfig: "school.yaml", image: "ghcr.io/example/app:1.0.0" },
      pulumi: { [output.replace("dev", "local")]: { stdout: "{}" } },
      cluster: new FakeCluster(["kim"]),
      prepare: (path) => writeFileSync(join(path, "school.yaml"), "contexts: [{ name: kind-kind }]"),
    });
    expect({ code, connections }).toEqual({
      code: 0,
      connections: [{ file: join(folder, "school.yaml"), context: "kind-kind" }],
    });
  });

  it("says how a stack without a cluster gets one", async () => {
    const { code, stderr } = await runCli({
      args: ["reset", "--student", "kim"],
      pulumi: { [output]: { stdout: "{}" } },
    });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "The stack dev has no cluster yet. Bring it up: `npm run pulumi -- up`.\n",
    });
  });
});

describe("lab reset --exercise", () => {
  /** A cluster that, beside what it empties, has what the exercises look at once kubectl has made it. */
  class CourseCluster extends FakeCluster {
    readonly typed: string[] = [];
    readonly files: string[] = [];

    readonly run: RunProgram = (program, args, env) => {
      this.typed.push([program, ...args].join(" "));
      this.files.push(readFileSync(env["KUBECONFIG"]!, "utf8"));
      return Promise.resolve({ code: 0, stdout: "", stderr: "" });
    };

    override async request<T>(request: ApiRequest): Promise<T> {
      const made = { deployments: this.typed.length > 0 ? [deploymentOf(1, "r/kim/web:1")] : [] };
      const [, kind = ""] =
        /^GET .*\/(nodes|events|endpointslices|deployments)$/.exec(`${request.method} ${request.path}`) ?? [];
      if (kind === "deployments" && this.typed.length === 0) return super.request<T>(request);
      return kind === "" ? super.request<T>(request) : ({ items: kind === "deployments" ? made.deployments : [] } as T);
    }
  }

  const withRegistry = { [output]: { stdout: JSON.stringify({ kubeconfig: "the administrator's", registry: "r" }) } };
  const prepare = (folder: string) => copyTracked("exercises", join(folder, "exercises"));
  const begin = (cluster: CourseCluster, exercise: string, run: RunProgram = cluster.run) => {
    const args = ["reset", "--student", "kim", "--exercise", exercise, "--timeout", "1s"];
    return runCli({ args, pulumi: withRegistry, cluster, run, prepare });
  };

  it("empties the space, then solves what leads to the exercise, in the student's namespace", async () => {
    const cluster = new CourseCluster(["kim"]).add("kim", "Pod old");
    const { code, stdout } = await begin(cluster, "expose");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        "The namespace student-kim is empty: 1 object removed.\nNow it is as at the beginning of the exercise expose.\n",
    });
    expect(cluster.typed).toEqual(["kubectl create deployment web --image=r/kim/web:1 --namespace student-kim"]);
    expect(cluster.files).toEqual(["the administrator's"]);
  });

  it("ends in time with the hint of what does not get done", async () => {
    const { code, stderr } = await begin(new CourseCluster(["kim"]), "scale");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /^The exercise expose, which leads there, is not done in time\. There is no Service web\./,
      ) as string,
    });
  });

  it("says what kubectl said when it fails", async () => {
    const fails: RunProgram = () => Promise.resolve({ code: 1, stdout: "", stderr: "no such server\n" });
    const { code, stderr } = await begin(new CourseCluster(["kim"]), "expose", fails);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "`kubectl create deployment web --image=r/kim/web:1` failed: no such server\n",
    });
  });

  it.each([
    ["exposed", "--exercise exposed: there is none. The nearest is expose.\n"],
    [
      "push",
      "--exercise push: it is not in the student's space. Those that are: nodes, deploy, expose, scale, update, undo, delete.\n",
    ],
  ])("refuses the exercise %s before it empties anything", async (exercise, message) => {
    const cluster = new CourseCluster(["kim"]).add("kim", "Pod old");
    const { code, stderr } = await begin(cluster, exercise);
    expect({ code, stderr, left: cluster.in("kim") }).toEqual({ code: 1, stderr: message, left: ["Pod old"] });
  });
});
