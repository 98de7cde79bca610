import { waitUntil } from "../../waiting";
import type { Student } from "../student";
import { mapConcurrently } from "../concurrently";
import { byQuota, outcomeOf, textOf } from "./attack";
import { leastObjects } from "./finalizers";
import { type Place, podOf } from "./place";
import { create, pathOf } from "./requests";

/** Many objects of one kind, of which the quota accepts so many. */
interface Flood {
  readonly resource: string;
  readonly what: string;
  readonly object: object;
  /** The quota's name of what is used up first. */
  readonly counted: string;
  /** How many are accepted. */
  readonly most: number;
}

const limits = (amounts: object) => ({ container: { resources: { limits: amounts, requests: least } } });
const least = { cpu: "1m", memory: "4Mi", "ephemeral-storage": "1Mi" };
const reserving = (amounts: object) => ({ container: { resources: { requests: amounts, limits: amounts } } });

/** Pods that no node takes: they use the quota like all others, and are deleted at once. */
function podFloods(place: Place): Flood[] {
  const pods = {
    "": ["pods", 10, {}],
    " with much CPU": ["limits.cpu", 2, limits({ cpu: "2500m" })],
    " with much memory": ["limits.memory", 2, limits({ memory: "1280Mi" })],
    " with much scratch space": ["limits.ephemeral-storage", 2, limits({ "ephemeral-storage": "2560Mi" })],
    " that reserve CPU": ["requests.cpu", 2, reserving({ cpu: "500m" })],
    " that reserve memory": ["requests.memory", 2, reserving({ memory: "640Mi" })],
  } as const;
  return Object.entries(pods).map(([what, [counted, most, change]]) => ({
    resource: "pods",
    what: `pods${what}`,
    object: podOf("flood", place, { spec: { nodeSelector: { none: "such" } }, ...change }),
    counted,
    most,
  }));
}

/** By kind: what counts it, and how many are accepted. Each namespace has a ConfigMap of Kubernetes' own. */
const counts: Readonly<Record<string, readonly [counted: string, most: number]>> = {
  services: ["services", 5],
  configmaps: ["configmaps", 19],
  secrets: ["secrets", 20],
  persistentvolumeclaims: ["persistentvolumeclaims", 1],
  "deployments.apps": ["count/deployments.apps", 10],
  "statefulsets.apps": ["count/statefulsets.apps", 10],
  "jobs.batch": ["count/jobs.batch", 35],
  "cronjobs.batch": ["count/cronjobs.batch", 5],
  "horizontalpodautoscalers.autoscaling": ["count/horizontalpodautoscalers.autoscaling", 5],
};

/** Creates objects of each kind until one is refused. @returns by kind: what was expected, and what came */
export async function tryFloods(student: Student, place: Place) {
  const floods = Object.entries(counts).map(([resource, [counted, most]]): Flood => {
    return { resource, what: resource, object: leastObjects(place)[resource]!, counted, most };
  });
  const kinds = await mapConcurrently(floods, (one) => flood(student, one));
  const pods = [];
  // They share the quota, so one kind is tried after the other.
  for (const one of podFloods(place)) pods.push(await flood(student, one));
  return [...kinds, ...pods];
}

async function flood({ kube, namespace }: Student, { resource, what, object, counted, most }: Flood) {
  const quota = async () => (await kube.core.readNamespacedResourceQuota({ name: "student", namespace })).status!;
  const name = (index: number) => `flood-${index}`;
  const refusal = byQuota("student", counted);
  const { used } = await quota();
  const objectOf = (index: number) => ({ ...object, metadata: { name: name(index) } });
  let accepted = 0;
  let answer = await kube.send(create(resource, namespace, objectOf(0)));
  while (answer.code === 201) {
    accepted += 1;
    answer = await kube.send(create(resource, namespace, objectOf(accepted)));
  }
  for (let index = 0; index < accepted; index++) {
    await kube.send({
      method: "DELETE",
      path: `${pathOf(resource, namespace, name(index))}?propagationPolicy=Background`,
    });
  }
  await waitUntil(`the quota counts no ${what}`, async () => (await quota()).used![counted] === used![counted]);
  return {
    name: `many ${what}`,
    outcome: `${accepted}, then ${outcomeOf(answer, refusal)}`,
    expected: `${most}, then ${textOf(refusal)}`,
  };
}
