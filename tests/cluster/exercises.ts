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
import { type Mistake, mistakes } from "./mistakes";
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
  let neighbour: Desk;
  let admin: KubeApi;
  let pushed: string[] = [];
  let begun: number;

  const clear = ({ student }: Desk) => emptySpace(admin, student.namespace, 60);

  beforeAll(async () => {
    begun = performance.now();
    // The registry of another cluster is not ours to push to.
    if (!isOwnCluster) throw new Error("the exercises run on the lab's own cluster only");
    const image = await appImage(cluster());
    const registry = image.slice(0, image.indexOf("/"));
    const deskOf = async (label: string) => Desk.of(await Student.of(cluster(), label), registry);
    [desk, neighbour] = (await Promise.all(labels.slice(0, 2).map(deskOf))) as [Desk, Desk];
    admin = await connect({ kubeconfig: cluster().kube.config.exportConfig() });
    pushed = [desk, neighbour].flatMap(({ student }) =>
      ["1", "2"].map((tag) => `${registry}/${student.label}/web:${tag}`),
    );
    for (const name of pushed) {
      await docker("tag", image, name);
      await docker("push", "--quiet", name);
    }
    await Promise.all([desk, neighbour].map(clear));
  });

  afterAll(async () => {
    await Promise.all([desk, neighbour].map(clear));
    for (const one of [desk, neighbour]) one.close();
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
    await clear(desk);
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

  describe("mistakes", () => {
    let found: ReadonlyMap<Mistake, ReturnType<Desk["waitFor"]>>;

    // Two students make them at a time. These nodes have a port for one load balancer only, so one student makes all that need it.
    beforeAll(() => {
      const first = onCluster.findIndex(({ id }) => id === "expose");
      const needsPort = ({ begin }: Mistake) => onCluster.findIndex(({ id }) => id === begin) >= first;
      found = new Map([
        ...oneByOne(mistakes.filter(needsPort), (one) => make(one, desk)),
        ...oneByOne(
          mistakes.filter((one) => !needsPort(one)),
          (one) => make(one, neighbour),
        ),
      ]);
    });

    async function make({ exercise, begin, commands, way }: Mistake, by: Desk) {
      await clear(by);
      await by.begin(begin);
      await by.type(...commands);
      return by.waitFor(exercise, way);
    }

    it.each(mistakes)("lead to a hint: $mistake", async (mistake) => {
      const { hint } = await found.get(mistake)!;
      expect(hint.en).toMatch(mistake.hint.en);
      expect(hint.ko).toMatch(mistake.hint.ko);
      expect(`${hint.en}${hint.ko}`).not.toContain("{{");
    });

    it("are of ways of their own", () => {
      report(`13. ${mistakes.length} hints proved, in ${secondsSince(begun)} in all`);
      expect(new Set(mistakes.map(({ exercise, way }) => `${exercise} ${way}`)).size).toBe(mistakes.length);
    });
  });
}

/** Begins with an item when the one before has ended, however that ended. @returns what will come of each */
function oneByOne<T, R>(items: readonly T[], action: (item: T) => Promise<R>): [T, Promise<R>][] {
  let before: Promise<unknown> = Promise.resolve();
  return items.map((item) => {
    const result = before.then(() => action(item));
    before = result.catch(() => undefined);
    return [item, result];
  });
}
