import { registryUser } from "../../../config/students/registry";
import { inGroups } from "../../../lib/groups";
import type { Context } from "../../context";
import { type Judgement, judge } from "../../exercises/judge";
import { type Course, repositoriesOf } from "../../exercises/load";
import { countNodes, observeSpaces } from "../../exercises/observe/cluster";
import { observeRegistry } from "../../exercises/observe/registry";
import { visit } from "../../exercises/observe/visit";
import type { OwnRegistry } from "../../exercises/observed";
import { valuesFor, valuesIn } from "../../exercises/values";
import { type Space, findSpace, spacesOn } from "../../kubernetes/space";
import { type StackOutputs, administratorOf, stackOutputs } from "../../kubernetes/stackAccess";

/** How far somebody is. */
export interface Progress {
  /** The student's label. */
  readonly student: string;
  readonly exercises: readonly Judgement[];
}

/** Students at a time whose part of the registry is looked at. */
const concurrency = 10;

/** The whole class, or one student, by the administrator's rights. @throws UserError, CannotTell */
export async function lookAtClass(
  context: Context,
  course: Course,
  stack: string,
  student: string | undefined,
): Promise<() => Promise<Progress[]>> {
  const outputs = await stackOutputs(context, stack);
  const api = await context.kubernetes.connect(administratorOf(context, stack, outputs));
  const only = student === undefined ? undefined : await findSpace(api, student);
  return async () => {
    const spaces = only ? [only] : await spacesOn(api);
    const observed = await observeSpaces(
      api,
      spaces.map(({ namespace }) => namespace),
      visit,
    );
    const nodeCount = await countNodes(api);
    const now = Date.now();
    return inGroups(spaces, concurrency, async ({ label, namespace }) => {
      const space = observed.get(namespace)!;
      const values = valuesIn(space, label, outputs.registry, nodeCount);
      const registry = await registryFor({ label }, course, outputs, context);
      const seen = { space, nodeCount, ...(registry && { registry }) };
      return { student: label, exercises: judge(course, seen, values, now) };
    });
  };
}

/** With the student's own password, where the stack knows it. On Azure nobody does, and pods show whether an image is there. */
async function registryFor(
  { label }: Pick<Space, "label">,
  course: Course,
  { registry, registryPasswords }: StackOutputs,
  { env }: Context,
): Promise<OwnRegistry | undefined> {
  const password = registryPasswords?.[label];
  if (registry === undefined || password === undefined) return undefined;
  const values = valuesFor(label, registry);
  return observeRegistry(
    registry,
    { username: registryUser({ label }), password },
    repositoriesOf(course, values),
    env,
  );
}
