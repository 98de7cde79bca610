import type { V1Pod } from "@kubernetes/client-node";
import { isReady } from "../../local/kube";
import { waitUntil } from "../../waiting";
import { outcomeOf, refuserOf } from "../attacks/attack";
import { create, pathOf } from "../attacks/requests";
import { isOwnCluster } from "../cluster";
import type { Student } from "../student";
import { type Manifest, type ManifestObject, pathOfObject } from "./manifest";

/** Creates the objects of a manifest, and waits for what comes of them. @returns the outcome in words */
export async function tryManifest(student: Student, { name, objects, outcome, change }: Manifest): Promise<string> {
  const { kube, namespace } = student;
  for (const { resource, ...body } of objects) {
    const answer = await kube.send(create(resource, namespace, body));
    if (answer.code !== 201) return outcomeOf(answer, typeof outcome === "string" ? noRefusal : outcome);
  }
  if (outcome === "is accepted") {
    await waitForPods(student, objects);
    return outcome;
  }
  if (typeof outcome !== "string") return await refusalOf(student, outcome);
  await waitUntil(`${name} runs`, () => allRun(student, objects));
  if (change === undefined) return outcome;
  const path = pathOfObject(objects[0]!, namespace);
  await kube.send({ method: "PATCH", path, body: change, type: "application/strategic-merge-patch+json" });
  await waitUntil(`${name} runs after its change`, () => allRun(student, objects));
  return outcome;
}

/** Removes the objects of a manifest, as far as they were created, and waits until nothing is left of them. */
export async function empty(student: Student, { name, objects }: Manifest): Promise<void> {
  const { kube, namespace } = student;
  for (const one of objects)
    await kube.send({ method: "DELETE", path: `${pathOfObject(one, namespace)}?propagationPolicy=Background` });
  await waitUntil(`${name} is gone`, async () => (await kube.pods(namespace)).length === 0);
  await removeClaims(student);
}

const noRefusal = { code: 0, by: "", word: "(none was expected)" };

/** What a controller was refused. */
async function refusalOf(
  { kube, namespace }: Student,
  expected: Exclude<Manifest["outcome"], string>,
): Promise<string> {
  let message: string | undefined;
  await waitUntil("a controller was refused", async () => {
    const { items } = await kube.core.listNamespacedEvent({ namespace });
    message = items.find(
      (event) => event.reason === "FailedCreate" && refuserOf(event.message ?? "") === expected.by,
    )?.message;
    return message !== undefined;
  });
  return outcomeOf({ code: expected.code, body: { message } }, expected);
}

/** Claims of a StatefulSet outlive it. */
async function removeClaims({ kube, namespace }: Student): Promise<void> {
  const path = pathOf("persistentvolumeclaims", namespace);
  await waitUntil("its claims are gone", async () => {
    const { items } = await kube.get<{ items: ManifestObject[] }>(path);
    for (const { metadata } of items) await kube.send({ method: "DELETE", path: `${path}/${metadata.name}` });
    return items.length === 0;
  });
}

/** A StatefulSet whose pod waits for a volume: removed earlier, it would leave a claim that its controller creates meanwhile. */
async function waitForPods({ kube, namespace }: Student, objects: readonly ManifestObject[]): Promise<void> {
  for (const { metadata, spec } of objects.filter(({ resource }) => resource === "statefulsets.apps")) {
    const { replicas } = spec as { replicas: number };
    const made = async () => (await kube.pods(namespace, `app=${metadata.name}`)).length === replicas;
    await waitUntil("its pods are made", made);
  }
}

interface Status {
  readonly metadata: { readonly generation?: number };
  readonly spec: { readonly replicas?: number; readonly type?: string };
  readonly status: Readonly<Record<string, unknown>>;
}

async function allRun({ kube, namespace }: Student, objects: readonly ManifestObject[]): Promise<boolean> {
  const run = await Promise.all(
    objects.map(async (one) => runs(one.resource, await kube.get(pathOfObject(one, namespace)))),
  );
  return run.every(Boolean);
}

/** Whether an object has all that it is for. */
function runs(resource: string, object: Status): boolean {
  const { metadata, spec, status } = object;
  switch (resource) {
    case "pods":
      return status["phase"] === "Succeeded" || isReady(object as unknown as V1Pod);
    case "deployments.apps":
    case "statefulsets.apps":
      return (
        status["observedGeneration"] === metadata.generation &&
        status["updatedReplicas"] === spec.replicas &&
        status["readyReplicas"] === spec.replicas &&
        status["replicas"] === spec.replicas
      );
    case "jobs.batch":
      return (status["conditions"] as { type: string }[] | undefined)?.some(({ type }) => type === "Complete") ?? false;
    case "services":
      return !isOwnCluster || spec.type !== "LoadBalancer" || "ingress" in (status["loadBalancer"] as object);
    default:
      return true;
  }
}
