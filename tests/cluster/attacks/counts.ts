import { waitUntil } from "../../waiting";
import type { Student } from "../student";
import { type Result, byQuota, outcomeOf, textOf } from "./attack";
import { leastObjects } from "./finalizers";
import { type Place, podOf } from "./place";
import { create, pathOf } from "./requests";

/** Many objects of one kind, of which the quota accepts so many. */
interface Flood {
  readonly resource: string;
  readonly what: string;
  readonly object: object;
  readonly most: number;
  /** What the quota says is used up. */
  readonly usedUp: string;
}

/** By kind: how many are accepted. Each namespace has a ConfigMap of Kubernetes' own. */
const counts = {
  services: 5,
  configmaps: 19,
  secrets: 20,
  persistentvolumeclaims: 1,
  "deployments.apps": 10,
  "statefulsets.apps": 10,
  "jobs.batch": 35,
  "cronjobs.batch": 5,
  "horizontalpodautoscalers.autoscaling": 5,
};

/** Pods that no node takes: they use the quota like all others, and are deleted at once. */
function pods(place: Place, what: string, resources: object, most: number, usedUp: string): Flood {
  const object = podOf("flood", place, { spec: { nodeSelector: { none: "such" } }, container: { resources } });
  return { resource: "pods", what, object, most, usedUp };
}

const small = { cpu: "1m", memory: "4Mi", "ephemeral-storage": "1Mi" };
const half = {
  limits: { cpu: "2500m", memory: "1280Mi", "ephemeral-storage": "2560Mi" },
  requests: { cpu: "500m", memory: "640Mi", "ephemeral-storage": "1Mi" },
};
const halfAsCounted =
  "requested: limits.cpu=2500m,limits.ephemeral-storage=2560Mi,limits.memory=1280Mi,requests.cpu=500m,requests.memory=640Mi,";

/**
 * Creates objects of each kind until one is refused, and then deletes all. While something is deleted Kubernetes counts a
 * namespace again, and misses what is created at that moment: so nothing is deleted before, and pods are tried in two spaces.
 */
export async function tryFloods([student, other]: readonly [Student, Student], place: Place): Promise<Result[]> {
  const kinds = Object.entries(counts).map(([resource, most]): Flood => {
    const usedUp = resource.includes(".") ? `count/${resource}` : resource;
    return { resource, what: resource, object: leastObjects(place)[resource]!, most, usedUp };
  });
  const halves = pods(place, "pods of half a space", half, 2, halfAsCounted);
  const least = pods(place, "pods that need next to nothing", { limits: small }, 10, "pods=");
  const floods = [...[...kinds, halves].map((one) => [student, one] as const), [other, least] as const];
  const results: Result[] = [];
  for (const [whose, one] of floods) results.push(await flood(whose, one));
  for (const [whose, one] of floods) await drain(whose, one);
  return results;
}

const nameOf = (index: number) => `flood-${index}`;

async function flood({ kube, namespace }: Student, { resource, what, object, most, usedUp }: Flood): Promise<Result> {
  const refusal = byQuota("student", usedUp);
  const add = (index: number) =>
    kube.send(create(resource, namespace, { ...object, metadata: { name: nameOf(index) } }));
  let accepted = 0;
  let answer = await add(0);
  while (answer.code === 201) answer = await add((accepted += 1));
  return {
    name: `many ${what}`,
    outcome: `${accepted}, then ${outcomeOf(answer, refusal)}`,
    expected: `${most}, then ${textOf(refusal)}`,
  };
}

async function drain({ kube, namespace }: Student, { resource, what, most }: Flood): Promise<void> {
  const path = (index: number) => `${pathOf(resource, namespace, nameOf(index))}?propagationPolicy=Background`;
  for (let index = 0; index < most; index++) await kube.send({ method: "DELETE", path: path(index) });
  const left = async () =>
    (
      (await kube.get<{ items: unknown[] }>(pathOf(resource, namespace))).items as { metadata: { name: string } }[]
    ).filter(({ metadata }) => metadata.name.startsWith("flood-"));
  await waitUntil(`all ${what} are gone`, async () => (await left()).length === 0);
}
