import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Timing, reflect } from "../../../app/lib/kube/reflector";
import { registryUser } from "../../../config/students/registry";
import { inGroups } from "../../../lib/groups";
import type { Environment } from "../../context";
import { type Course, repositoriesOf } from "../../exercises/load";
import { observeRegistry } from "../../exercises/observe/registry";
import { valuesFor } from "../../exercises/values";
import type { StackOutputs } from "../../kubernetes/stackAccess";
import type { StreamClient } from "../../kubernetes/stream";
import type { ClassModel } from "./model/classModel";
import { watchedKinds, watchedPaths } from "./watched";

const sweepMs = 5000;

/** A registry has no watch, and checks a password slowly on purpose: it is asked rarely, and for few students at a time. */
const registryPauseMs = 10_000;
const registryConcurrency = 2;

/** Feeds a model by one watch for each kind of object, until the signal aborts. @param timing for tests */
export function watchClass(client: StreamClient, model: ClassModel, signal: AbortSignal, timing?: Timing): void {
  // Each watch listens to it in several places; Node would take so many for a leak.
  setMaxListeners(0, signal);
  for (const kind of watchedKinds) {
    const sink = {
      replace: model.replace.bind(model, kind),
      put: model.put.bind(model, kind),
      remove: model.remove.bind(model, kind),
      state: model.setSource.bind(model, kind),
    };
    void reflect({ client, path: watchedPaths[kind], sink, signal, ...(timing && { timing }) });
  }
  const sweeping = setInterval(() => model.sweep(), sweepMs);
  signal.addEventListener("abort", () => {
    clearInterval(sweeping);
    model.close();
  });
}

/**
 * Looks again and again into the students' parts of the registry, with their own passwords, until the signal aborts: of those who
 * have not yet done what is to be done there. On Azure nobody knows the passwords, and pods show whether an image is there.
 */
export async function watchRegistry(
  { registry, registryPasswords }: StackOutputs,
  course: Course,
  model: ClassModel,
  env: Environment,
  signal: AbortSignal,
): Promise<void> {
  if (registry === undefined || registryPasswords === undefined) return;
  while (!signal.aborted) {
    await lookIntoRegistry({ registry, registryPasswords }, course, model, env);
    await sleep(registryPauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** The same, once. A registry that does not answer now may answer the next time. */
export async function lookIntoRegistry(
  { registry, registryPasswords = {} }: StackOutputs,
  course: Course,
  model: ClassModel,
  env: Environment,
): Promise<void> {
  if (registry === undefined) return;
  await inGroups(model.lackingInRegistry(), registryConcurrency, async ({ label, namespace }) => {
    const password = registryPasswords[label];
    if (password === undefined) return;
    const repositories = repositoriesOf(course, valuesFor(label, registry));
    const credentials = { username: registryUser({ label }), password };
    const seen = await observeRegistry(registry, credentials, repositories, env).catch(() => undefined);
    if (seen) model.setRegistry(namespace, seen);
  });
}
