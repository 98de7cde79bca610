import type { CoreV1Event } from "@kubernetes/client-node";
import { waitUntil } from "../../waiting";
import { isOwnCluster } from "../cluster";
import type { Student } from "../student";
import { type Refusal, type Result, byPodSecurity, byPolicy, byQuota, outcomeOf, textOf } from "./attack";
import { leastObjects } from "./finalizers";
import { type Place, podOf } from "./place";
import { create, remove } from "./requests";

/** A try by an object from which a controller creates others. The object itself is harmless, so it is accepted. */
interface TemplateAttack {
  readonly name: string;
  readonly resource: string;
  readonly body: { readonly spec?: object };
  readonly stopped: Refusal;
}

const finalizers = ["example.com/never"];
const byFinalizers = byPolicy("finalizers", "finalizers");

function templateAttacks(place: Place): TemplateAttack[] {
  const objects = leastObjects(place);
  const labels = { app: "template" };
  const of = (resource: string, pod: object, metadata: object = {}, others: object = {}) => {
    const spec = { ...podOf("template", place).spec, ...pod };
    const active = { ...objects[resource]!.spec, selector: { matchLabels: labels }, replicas: 1, ...others };
    return { spec: { ...active, template: { metadata: { labels, ...metadata }, spec } } };
  };
  const deployment = (what: string, pod: object, stopped: Refusal, metadata: object = {}): TemplateAttack => ({
    name: `a Deployment's pod ${what}`,
    resource: "deployments.apps",
    body: of("deployments.apps", pod, metadata),
    stopped,
  });
  const job = (metadata: object) => {
    const {
      selector: _selector,
      replicas: _replicas,
      ...spec
    } = of("jobs.batch", { restartPolicy: "Never" }, metadata).spec as Record<string, unknown>;
    return { ...spec, suspend: false };
  };
  const claim = (metadata: object, spec: object) => ({
    volumeClaimTemplates: [
      { metadata: { name: "data", ...metadata }, spec: { ...objects["persistentvolumeclaims"]!.spec, ...spec } },
    ],
  });
  const statefulSet = (what: string, others: object, stopped: Refusal, metadata: object = {}): TemplateAttack => ({
    name: `a StatefulSet's ${what}`,
    resource: "statefulsets.apps",
    body: of("statefulsets.apps", {}, metadata, others),
    stopped,
  });
  const everywhere = { topologyKey: "kubernetes.io/hostname", labelSelector: {}, namespaceSelector: {} };
  return [
    deployment("with a finalizer", {}, byFinalizers, { finalizers }),
    deployment("placed by nodeName", { nodeName: place.node }, byPolicy("pods", "nodeName")),
    deployment(
      "that may take a day to end",
      { terminationGracePeriodSeconds: 86_400 },
      byPolicy("pods", "terminationGracePeriodSeconds"),
    ),
    deployment(
      "with an NFS volume",
      { volumes: [{ name: "v", nfs: { server: "10.0.0.1", path: "/" } }] },
      byPolicy("pods", "volumes"),
    ),
    deployment("that tolerates everything", { tolerations: [{ operator: "Exists" }] }, byPolicy("pods", "tolerates")),
    deployment(
      "that keeps all others off its node",
      { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [everywhere] } } },
      byQuota("no-cross-namespace-affinity", "pods=1"),
    ),
    deployment("with a high priority", { priorityClassName: "system-node-critical" }, byQuota("no-priority", "pods=1")),
    deployment("in the node's network", { hostNetwork: true }, byPodSecurity("hostNetwork")),
    statefulSet("pod with a finalizer", {}, byFinalizers, { finalizers }),
    statefulSet("claim with a finalizer", claim({ finalizers }, {}), byFinalizers),
    ...(isOwnCluster
      ? [
          statefulSet(
            "claim of another class",
            claim({}, { storageClassName: "premium" }),
            byPolicy("claims", "storageClassName"),
          ),
        ]
      : []),
    statefulSet("claim for a volume by name", claim({}, { volumeName: "pv-lee" }), byPolicy("claims", "volumeName")),
    {
      name: "a Job's pod with a finalizer",
      resource: "jobs.batch",
      body: { spec: job({ finalizers }) },
      stopped: byFinalizers,
    },
  ];
}

/**
 * Creates all objects, and waits until the controllers report who refused what they would create. @returns by name: what was
 * expected, and what came
 */
export async function tryTemplates({ kube, namespace }: Student, place: Place): Promise<Result[]> {
  const attacks = templateAttacks({ ...place, own: namespace }).map((attack, index) => ({
    ...attack,
    object: `template-${index}`,
  }));
  const refused = async () =>
    (await kube.core.listNamespacedEvent({ namespace })).items.filter(({ reason }) => reason === "FailedCreate");
  const eventOf = (events: readonly CoreV1Event[], object: string) =>
    events.find(({ involvedObject: { name } }) => name === object || name?.startsWith(`${object}-`));
  let events: CoreV1Event[] = [];
  try {
    for (const { resource, body, object } of attacks) {
      const answer = await kube.send(create(resource, namespace, { ...body, metadata: { name: object } }));
      if (answer.code !== 201) throw new Error(JSON.stringify(answer.body));
    }
    await waitUntil("every controller was refused", async () => {
      events = await refused();
      const waiting = attacks.filter(({ object }) => eventOf(events, object) === undefined);
      if (waiting.length > 0) throw new Error(waiting.map(({ name }) => name).join(", "));
      return true;
    });
    const pods = await kube.pods(namespace, "app=template");
    expect(pods.map(({ metadata }) => metadata?.name)).toEqual([]);
  } finally {
    for (const { resource, object } of attacks)
      await kube.send(remove(resource, namespace, object, { propagationPolicy: "Background" }));
  }
  return attacks.map(({ name, object, stopped }) => {
    const message = eventOf(events, object)?.message ?? "no event";
    return { name, expected: textOf(stopped), outcome: outcomeOf({ code: stopped.code, body: { message } }, stopped) };
  });
}
