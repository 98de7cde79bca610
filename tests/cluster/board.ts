import { join } from "node:path";
import { ClassModel } from "../../cli/commands/board/model/classModel";
import { BoardServer } from "../../cli/commands/board/server";
import type { BoardChange, BoardSnapshot } from "../../cli/commands/board/types";
import { watchClass } from "../../cli/commands/board/watchClass";
import { loadCourse } from "../../cli/exercises/load";
import { openStream } from "../../cli/kubernetes/stream";
import { Reader } from "../app/helpers";
import { waitUntil } from "../waiting";
import type { TestCluster } from "./cluster";
import { report } from "./report";
import { Student } from "./student";

const root = join(__dirname, "../..");
const course = loadCourse(root);
const answered = course.exercises.findIndex(({ id }) => id === "nodes");

/** The board of the class by the administrator's rights, and a page's stream from it. */
async function openBoard({ kube }: TestCluster) {
  const client = await openStream({ kubeconfig: kube.config.exportConfig() });
  const ended = new AbortController();
  const model = new ClassModel({
    ...{ stack: "test", course, registry: undefined, now: Date.now },
    visit: () => Promise.resolve(200),
    onChange: (change) => server.publish(change),
  });
  const server: BoardServer = new BoardServer(root, model);
  const begun = performance.now();
  watchClass(client, model, ended.signal);
  const port = await server.start(0);
  await waitUntil("the class is listed", () => model.isListed);
  const reader = await Reader.open(`http://127.0.0.1:${port}`);
  await waitUntil("the first picture is there", () => reader.of("snapshot").length > 0);
  const firstMs = performance.now() - begun;
  const close = async () => {
    ended.abort();
    await server.stop();
  };
  return { firstMs, first: reader.data<BoardSnapshot>("snapshot")[0]!, reader, close };
}

/** How long it takes from a student's request until a page has been sent that the exercise is done. */
async function latencyOf({ label, kube, namespace }: Student, nodes: number, reader: Reader): Promise<number> {
  const begun = performance.now();
  const body = { metadata: { name: "answers" }, data: { nodes: String(nodes) } };
  await kube.core.createNamespacedConfigMap({ namespace, body });
  const isShown = () =>
    reader.data<BoardChange>("change").some(({ students }) => {
      return students.some((student) => student.label === label && student.states[answered] === "done");
    });
  await waitUntil(`the board shows the answer of ${label}`, isShown);
  return performance.now() - begun;
}

/** Of the full class: the board shows everybody, and what a student does. */
export function boardTest(cluster: () => TestCluster, labels: readonly string[]): void {
  it("shows the class on the board, and a change by a student", async () => {
    const { firstMs, first, reader, close } = await openBoard(cluster());
    try {
      const shown = first.students!.map(({ label }) => label);
      expect(shown).toEqual(expect.arrayContaining([...labels]));
      expect(Object.values(first.sources).map(({ state }) => state)).toEqual(Array(9).fill("live"));
      const latencies: number[] = [];
      for (const label of labels.slice(10, 20)) {
        latencies.push(await latencyOf(await Student.of(cluster(), label), first.nodes.length, reader));
      }
      const [median, slowest] = [latencies.sort((a, b) => a - b)[5]!, latencies.at(-1)!];
      report(
        `11. the board of ${shown.length} students: first picture after ${firstMs.toFixed(0)} ms; ` +
          `${latencies.length} changes, each shown after ${median.toFixed(0)} ms (median), ${slowest.toFixed(0)} ms at most`,
      );
    } finally {
      await close();
    }
  });
}
