import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptySpace } from "../../cli/kubernetes/emptySpace";
import { type KubeApi, connect } from "../../cli/kubernetes/api";
import { findingOf } from "../../cli/exercises/judge";
import { type Course, loadCourse, roomOf } from "../../cli/exercises/load";
import { countNodes, observeQuotas, observeSpace, observeSpaces } from "../../cli/exercises/observe/cluster";
import { visit } from "../../cli/exercises/observe/visit";
import { runCommands, solveUpTo } from "../../cli/exercises/solve";
import { valuesIn } from "../../cli/exercises/values";
import { runProgram } from "../../cli/runProgram";
import { docker } from "../docker/engine";
import { waitUntil } from "../waiting";
import { type TestCluster, isOwnCluster } from "./cluster";
import { mistakes } from "./mistakes";
import { report, secondsSince } from "./report";
import { Student, appImage, labels } from "./student";

const root = join(__dirname, "../..");

/** A student at the course, with nothing but their own kubeconfig. */
class Desk {
  private readonly folder = mkdtempSync(join(tmpdir(), "lab-desk-"));

  private constructor(
    readonly course: Course,
    readonly student: Student,
    readonly api: KubeApi,
    readonly values: ReturnType<typeof valuesIn>,
    private readonly nodeCount: number,
  ) {}

  static async of(student: Student, registry: string): Promise<Desk> {
    const api = await connect({ kubeconfig: student.kube.config.exportConfig() });
    const nodeCount = await countNodes(api);
    const values = valuesIn(await observeQuotas(api, student.namespace), student.label, registry, nodeCount);
    const desk = new Desk(loadCourse(root), student, api, values, nodeCount);
    writeFileSync(desk.kubeconfig, student.kube.config.exportConfig(), { mode: 0o600 });
    return desk;
  }

  private get kubeconfig(): string {
    return join(this.folder, "kubeconfig.yaml");
  }

  readonly run = async (program: string, args: readonly string[]): Promise<void> => {
    const env = { ...process.env, KUBECONFIG: this.kubeconfig };
    const { code, stderr } = await runProgram(program, args, env);
    if (code !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
  };

  type(...commands: string[]): Promise<void> {
    return runCommands(commands, this.values, this.run);
  }

  readonly look = async () => ({
    space: await observeSpace(this.api, this.student.namespace, visit),
    nodeCount: this.nodeCount,
  });

  exercise(id: string) {
    return this.course.exercises.find((one) => one.id === id)!;
  }

  /** How an exercise stands by its own checks: done, or in which way it is not, with the hint. */
  async finding(id: string) {
    const finding = findingOf(this.exercise(id), this.course.hints, await this.look(), this.values);
    return typeof finding === "string" ? { way: finding, hint: { en: "", ko: "" }, fails: false } : finding;
  }

  /** Waits until an exercise stands so. @returns how it was found then */
  async waitFor(id: string, way: string) {
    let found = await this.finding(id);
    const isSo = async () => (found = await this.finding(id)).way === way;
    await waitUntil(`${id} is ${way}`, isSo).catch((error) => {
      throw new Error(`${id} is ${found.way}, not ${way}`, { cause: error });
    });
    return found;
  }

  /** Solves all that leads to an exercise, in an empty space. */
  begin(id: string): Promise<void> {
    const { course, values, run, look } = this;
    return solveUpTo({ course, exercise: this.exercise(id), values, run, look, left: () => Infinity });
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** 13: each exercise on the cluster is not done before, done after its solution, and not done after that is undone. */
export function exerciseTests(cluster: () => TestCluster): void {
  const course = loadCourse(root);
  const onCluster = course.exercises.filter((one) => roomOf(one) === "space");
  let desk: Desk;
  let admin: KubeApi;
  let pushed: string[] = [];
  let begun: number;

  const clear = () => emptySpace(admin, desk.student.namespace, 60);

  beforeAll(async () => {
    begun = performance.now();
    // The registry of another cluster is not ours to push to.
    if (!isOwnCluster) throw new Error("the exercises run on the lab's own cluster only");
    const image = await appImage(cluster());
    const registry = image.slice(0, image.indexOf("/"));
    desk = await Desk.of(await Student.of(cluster(), labels[0]!), registry);
    admin = await connect({ kubeconfig: cluster().kube.config.exportConfig() });
    pushed = ["1", "2"].map((tag) => `${registry}/${labels[0]}/web:${tag}`);
    for (const name of pushed) {
      await docker("tag", image, name);
      await docker("push", "--quiet", name);
    }
    await clear();
  });

  afterAll(async () => {
    await clear();
    desk.close();
    for (const name of pushed) await docker("rmi", name);
  });

  it.each(onCluster.map(({ id }) => id))("proves %s: not done, done when solved, not done when undone", async (id) => {
    const { solve, undo } = desk.exercise(id);
    // The exercises follow one another, and each begins where the one before ended.
    expect((await desk.finding(id)).way).not.toBe("done");
    await desk.type(...solve);
    await desk.waitFor(id, "done");
    await desk.type(...undo);
    await waitUntil(`${id} is undone`, async () => (await desk.finding(id)).way !== "done");
    await desk.type(...solve);
    await desk.waitFor(id, "done");
  });

  it("can begin every exercise in an empty space: a space is brought there by the solutions before", async () => {
    await clear();
    await desk.begin("undo");
    expect((await desk.finding("update")).way).toBe("done");
    expect((await desk.finding("undo")).way).not.toBe("done");
    report(`13. ${onCluster.length} exercises proved in ${secondsSince(begun)}`);
  });

  it("sees the same in a space by one request a kind for the whole class", async () => {
    const { namespace } = desk.student;
    const all = await observeSpaces(
      admin,
      labels.map((label) => `student-${label}`),
      visit,
    );
    const names = (space: { deployments: readonly { metadata: { name: string } }[] } | undefined) =>
      space?.deployments.map(({ metadata }) => metadata.name);
    expect(names(all.get(namespace))).toEqual(names((await desk.look()).space));
    expect(names(all.get(`student-${labels[1]}`))).toEqual([]);
  });

  it.each(mistakes)("hints at $mistake", async ({ exercise, begin, commands, way, hint }) => {
    await clear();
    await desk.begin(begin);
    await desk.type(...commands);
    const found = await desk.waitFor(exercise, way);
    expect(found.hint.en).toMatch(hint.en);
    expect(found.hint.ko).toMatch(hint.ko);
    expect(`${found.hint.en}${found.hint.ko}`).not.toContain("{{");
  });

  it("reports how many hints were proved", () => {
    report(`13. ${mistakes.length} hints proved, in ${secondsSince(begun)} in all`);
    expect(new Set(mistakes.map(({ exercise, way }) => `${exercise} ${way}`)).size).toBe(mistakes.length);
  });
}
