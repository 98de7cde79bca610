import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nearestTo } from "../../../lib/nearest";
import { UserError } from "../../../lib/userError";
import type { Context } from "../../context";
import { type Course, loadCourse, roomOf } from "../../exercises/load";
import { countNodes, observeQuotas, observeSpace } from "../../exercises/observe/cluster";
import { visit } from "../../exercises/observe/visit";
import type { Exercise } from "../../exercises/schema";
import { type Run, solveUpTo } from "../../exercises/solve";
import { valuesIn } from "../../exercises/values";
import type { KubeApi } from "../../kubernetes/api";
import type { Access } from "../../kubernetes/kubeconfig";
import type { Space } from "../../kubernetes/space";

/** An exercise that happens in a student's space. @throws UserError for any other */
export function exerciseInSpace(folder: string, id: string): { course: Course; exercise: Exercise } {
  const course = loadCourse(folder);
  const inSpace = course.exercises.filter((one) => roomOf(one) === "space").map((one) => one.id);
  const exercise = course.exercises.find((one) => one.id === id);
  if (exercise === undefined)
    throw new UserError(`--exercise ${id}: there is none. The nearest is ${nearestTo(id, inSpace)}.`);
  if (inSpace.includes(id)) return { course, exercise };
  throw new UserError(`--exercise ${id}: it is not in the student's space. Those that are: ${inSpace.join(", ")}.`);
}

export interface BeginningOptions {
  readonly context: Context;
  readonly access: Access;
  readonly api: KubeApi;
  readonly space: Space;
  /** Login server of the lab's registry; `undefined` if it has none. */
  readonly registry: string | undefined;
  /** Milliseconds that are left. */
  readonly left: () => number;
}

/** Brings an emptied space to the beginning of an exercise. */
export async function begin(
  { course, exercise }: { course: Course; exercise: Exercise },
  { context, access, api, space, registry, left }: BeginningOptions,
): Promise<void> {
  const { label, namespace } = space;
  const nodeCount = await countNodes(api);
  const look = async () => ({ space: await observeSpace(api, namespace, visit), nodeCount });
  const values = valuesIn(await observeQuotas(api, namespace), label, registry, nodeCount);
  await withKubectl(context, access, namespace, (run) => solveUpTo({ course, exercise, values, run, look, left }));
}

/** kubectl reads its access from a file, which nobody else can read, and which is gone afterwards. */
async function withKubectl(
  { run, env }: Context,
  access: Access,
  namespace: string,
  action: (run: Run) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lab-reset-"));
  try {
    chmodSync(folder, 0o700);
    const own = join(folder, "kubeconfig.yaml");
    if ("kubeconfig" in access) writeFileSync(own, access.kubeconfig, { mode: 0o600 });
    const [file, options] = "kubeconfig" in access ? [own, []] : [access.file, ["--context", access.context]];
    await action(async (program, args) => {
      const { code, stderr } = await run(program, [...args, "--namespace", namespace, ...options], {
        ...env,
        KUBECONFIG: file,
      });
      if (code !== 0) throw new UserError(`\`${program} ${args.join(" ")}\` failed: ${stderr.trim()}`);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
