import { leastObjects } from "./finalizers";
import type { Place } from "./place";

interface LargeObject {
  readonly what: string;
  readonly resource: string;
  readonly body: object;
}

/** Objects of more than so many bytes, each by a field that Kubernetes does not bound, or bounds far above. */
export function manyFields(place: Place, bytes: number): LargeObject[] {
  const container = { name: "app", image: place.image };
  const fields = { ...containerFields(bytes, container), ...podFields(bytes, container) };
  const inTemplates = Object.entries(fields).flatMap(([what, spec]) =>
    withTemplate(place, spec).map(([resource, body]) => ({ what, resource, body })),
  );
  return [...inTemplates, ...otherFields(place, bytes)];
}

const many = <T>(count: number, item: (index: number) => T) => Array.from({ length: count }, (_, index) => item(index));
const manyKeys = (bytes: number) => Object.fromEntries(many(bytes / 60, (index) => [`key-${index}`, "x".repeat(60)]));

function containerFields(bytes: number, container: object): Readonly<Record<string, object>> {
  const text = "x".repeat(bytes);
  const inContainer = (part: object, spec: object = {}) => ({ containers: [{ ...container, ...part }], ...spec });
  const volume = { volumes: [{ name: "v", emptyDir: {} }] };
  const mount = (index: number) => ({ name: "v", mountPath: `/${index}${"x".repeat(90)}` });
  return {
    args: inContainer({ args: [text] }),
    "a command": inContainer({ command: ["node", text] }),
    env: inContainer({ env: many(bytes / 100, (index) => ({ name: `E${index}`, value: "x".repeat(100) })) }),
    "args of two containers": {
      containers: many(2, (index) => ({ ...container, name: `c${index}`, args: [text.slice(bytes / 2)] })),
    },
    "args of an init container": {
      containers: [container],
      initContainers: [{ ...container, name: "i", args: [text] }],
    },
    "args of few signs with many bytes": inContainer({ args: ["가".repeat(bytes / 3)] }),
    "environment from elsewhere": inContainer({
      envFrom: many(bytes / 100, () => ({ prefix: "x".repeat(80), configMapRef: { name: "c" } })),
    }),
    "a hook's command": inContainer({ lifecycle: { preStop: { exec: { command: [text] } } } }),
    "a probe's command": inContainer({ livenessProbe: { exec: { command: [text] } } }),
    "a probe's path": inContainer({ livenessProbe: { httpGet: { path: text, port: 80 } } }),
    "a probe's headers": inContainer({
      livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: "a", value: text }] } },
    }),
    "a working directory": inContainer({ workingDir: `/${text}` }),
    "the path of a last message": inContainer({ terminationMessagePath: `/${text}` }),
    "an image's name": inContainer({ image: text }),
    ports: inContainer({ ports: many(bytes / 40, (index) => ({ containerPort: index + 1 })) }),
    "mounts of a volume": inContainer({ volumeMounts: many(bytes / 100, mount) }, volume),
    "the path of a mount": inContainer({ volumeMounts: [{ name: "v", mountPath: "/v", subPath: text }] }, volume),
  };
}

function podFields(bytes: number, container: object): Readonly<Record<string, object>> {
  const inPod = (part: object) => ({ containers: [container], ...part });
  const nodes = (matchExpressions: object[]) => ({
    affinity: {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
    },
  });
  return {
    volumes: inPod({ volumes: many(bytes / 28, (index) => ({ name: `v${index}`, emptyDir: {} })) }),
    "files of a volume": inPod({
      volumes: [
        {
          name: "v",
          configMap: {
            name: "c",
            items: many(bytes / 1000, (index) => ({ key: `k${index}`, path: `p${index}${"x".repeat(1000)}` })),
          },
        },
      ],
    }),
    "names of hosts": inPod({
      hostAliases: [{ ip: "127.0.0.1", hostnames: many(bytes / 50, (index) => `h${index}${"x".repeat(50)}`) }],
    }),
    "options of DNS": inPod({ dnsConfig: { options: [{ name: "a", value: "x".repeat(bytes) }] } }),
    "a selector of nodes": inPod({ nodeSelector: manyKeys(bytes) }),
    "affinity to nodes": inPod(nodes([{ key: "a", operator: "In", values: many(bytes / 60, () => "x".repeat(60)) }])),
    tolerations: inPod({
      tolerations: many(bytes / 50, (index) => ({
        ...{ key: "node.kubernetes.io/not-ready", operator: "Equal", effect: "NoExecute" },
        value: `v${index}`,
      })),
    }),
    "names of Secrets to pull images": inPod({
      imagePullSecrets: many(bytes / 100, (index) => ({ name: `s${index}${"x".repeat(100)}` })),
    }),
    "groups of its processes": inPod({
      securityContext: { supplementalGroups: many(bytes / 6, (index) => 10_000 + index) },
    }),
    "gates of readiness": inPod({
      readinessGates: many(bytes / 20, (index) => ({ conditionType: `example.com/g${index}` })),
    }),
    "constraints of spreading": inPod({
      topologySpreadConstraints: many(bytes / 100, (index) => ({
        ...{ maxSkew: 1, topologyKey: `k${index}`, whenUnsatisfiable: "ScheduleAnyway" },
        labelSelector: { matchLabels: { app: "x".repeat(60) } },
      })),
    }),
  };
}

/** Objects with a template of pods, and a pod itself. */
function withTemplate(place: Place, spec: object): [resource: string, body: object][] {
  const { objects, templateOf } = partsOf(place);
  const template = { ...templateOf("deployments.apps"), spec };
  const once = { ...template, spec: { ...spec, restartPolicy: "Never" } };
  const inside = (resource: string, part: object) => ({ spec: { ...objects[resource]!.spec, ...part } });
  return [
    ["pods", { spec }],
    ["deployments.apps", inside("deployments.apps", { template })],
    ["statefulsets.apps", inside("statefulsets.apps", { template })],
    ["jobs.batch", inside("jobs.batch", { template: once })],
    ["cronjobs.batch", inside("cronjobs.batch", { jobTemplate: { spec: { template: once } } })],
  ];
}

function partsOf(place: Place) {
  const objects = leastObjects(place);
  const templateOf = (resource: string) =>
    (objects[resource]!.spec as { template: { metadata: object; spec: object } }).template;
  return { objects, templateOf };
}

/** Fields of other kinds than pods. */
function otherFields(place: Place, bytes: number): LargeObject[] {
  const { objects, templateOf } = partsOf(place);
  const text = "x".repeat(bytes);
  const labels = { app: "attack", ...manyKeys(bytes) };
  const rows: [resource: string, what: string, spec: object][] = [
    [
      "horizontalpodautoscalers.autoscaling",
      "metrics",
      {
        metrics: many(bytes / 100, (index) => ({
          type: "Pods",
          pods: { metric: { name: `m${index}` }, target: { type: "AverageValue", averageValue: "1" } },
        })),
      },
    ],
    [
      "horizontalpodautoscalers.autoscaling",
      "its target's name",
      { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: text } },
    ],
    ["services", "its selector", { selector: manyKeys(bytes) }],
    [
      "deployments.apps",
      "its selector",
      {
        selector: {
          matchLabels: { app: "attack" },
          matchExpressions: [
            { key: "app", operator: "In", values: ["attack", ...many(bytes / 60, () => "x".repeat(60))] },
          ],
        },
      },
    ],
    [
      "deployments.apps",
      "its template's labels",
      { template: { ...templateOf("deployments.apps"), metadata: { labels } } },
    ],
    [
      "statefulsets.apps",
      "its templates of claims",
      {
        volumeClaimTemplates: many(bytes / 1500, (index) => ({
          metadata: { name: `c${index}`, annotations: { a: "x".repeat(1500) } },
          spec: objects["persistentvolumeclaims"]!.spec,
        })),
      },
    ],
    ["cronjobs.batch", "its schedule", { schedule: `0 0 1 1 ${"1,".repeat(bytes / 2)}1` }],
    [
      "cronjobs.batch",
      "its template's labels",
      { jobTemplate: { metadata: { labels }, spec: objects["jobs.batch"]!.spec } },
    ],
    [
      "jobs.batch",
      "its rules of failure",
      {
        podFailurePolicy: {
          rules: many(20, () => ({
            action: "Ignore",
            onPodConditions: many(20, (index) => ({
              type: `${"x".repeat(250)}/${"x".repeat(60)}${index}`,
              status: "True",
            })),
          })),
        },
      },
    ],
    ["persistentvolumeclaims", "its modes of access", { accessModes: many(bytes / 15, () => "ReadWriteOnce") }],
  ];
  return rows.map(([resource, what, spec]) => ({
    what,
    resource,
    body: { spec: { ...objects[resource]!.spec, ...spec } },
  }));
}
