/** Prints as JSON what the board of 100 students costs, on a fake cluster of its own: bench.ts shows it. */
import { join } from "node:path";
import { ClassModel } from "../cli/commands/board/model/classModel";
import { watchClass } from "../cli/commands/board/watchClass";
import { loadCourse } from "../cli/exercises/load";
import { until } from "../tests/app/waiting";
import { fillClass, labelOf } from "../tests/browser/boardHarness";
import { ClassApi, registry, timing } from "../tests/cli/commands/board/classApi";

const students = 100;
const rounds = 25;

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Milliseconds that something takes. */
async function timed(act: () => unknown): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

async function main(): Promise<void> {
  const api = await new ClassApi().start();
  fillClass(api, students);
  const ended = new AbortController();
  let published = 0;
  const model = new ClassModel({
    ...{ stack: "dev", course: loadCourse(join(__dirname, "..")), registry, now: Date.now },
    visit: () => Promise.resolve(200),
    onChange: () => (published += 1),
  });
  const firstMs = await timed(async () => {
    watchClass(api.client, model, ended.signal, timing);
    await until("the class is listed", () => model.isListed);
    model.flush();
  });
  const delays: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = published;
    // Each time another number, so that the hint is another.
    const change = () => api.answerNodes(labelOf(7 * (round % 10)), 100 + round);
    delays.push(await timed(() => (change(), until("it is published", () => published > before))));
  }
  const one: number[] = [];
  const all: number[] = [];
  const quota = (round: number) => ({
    metadata: { name: "student", namespace: `student-${labelOf(0)}`, resourceVersion: `bench-${round}` },
    status: { hard: { pods: "10" }, used: { pods: String(round % 2 === 0 ? 10 : 1) } },
  });
  for (let round = 0; round < rounds; round += 1) {
    one.push(await timed(() => (model.put("quotas", quota(round)), model.flush())));
    // Another number of nodes concerns everybody.
    const node = { metadata: { name: "one-more" } };
    all.push(
      await timed(() => (round % 2 === 0 ? model.put("nodes", node) : model.remove("nodes", node), model.flush())),
    );
  }
  ended.abort();
  await api.stop();
  console.log(JSON.stringify({ students, firstMs, changeMs: median(delays), oneToAll: median(one) / median(all) }));
}

void main();
