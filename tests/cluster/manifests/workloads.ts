import { byKubernetes, byLimits, byQuota } from "../attacks/attack";
import {
  type Manifest,
  commands,
  containerOf,
  deploymentOf,
  object,
  podOf,
  resources,
  serviceOf,
  templateOf,
} from "./manifest";

/** Pods and what makes them, as the Kubernetes documentation's tasks have them, with the app's image. */
export function workloadManifests(image: string): Manifest[] {
  return [...podManifests(image), ...amountManifests(image), ...controllerManifests(image), ...jobManifests(image)];
}

function podManifests(image: string): Manifest[] {
  const app = containerOf(image);
  const named = (name: string, parts: object = {}) => containerOf(image, { name, ...parts });
  const shared = { volumes: [{ name: "shared", emptyDir: {} }] };
  const mount = { volumeMounts: [{ name: "shared", mountPath: "/shared" }] };
  const write = ["node", "-e", "require('fs').writeFileSync('/shared/page', 'hello')"];
  const wait = "setInterval(() => require('fs').existsSync('/shared/page') && process.exit(), 100)";
  return [
    { name: "a bare pod, as of `kubectl run`", objects: [podOf("run", [app])], outcome: "runs" },
    {
      name: "a pod of three containers that say nothing",
      objects: [
        podOf(
          "three",
          ["a", "b", "c"].map((name) => named(name)),
        ),
      ],
      outcome: "runs",
    },
    {
      name: "a pod with a terminal, as of `kubectl run -it`",
      objects: [podOf("shell", [containerOf(image, { stdin: true, stdinOnce: true, tty: true })])],
      outcome: "runs",
    },
    {
      name: "two containers that share a volume",
      objects: [
        podOf(
          "two",
          [named("writer", { command: write, ...mount }), named("reader", { command: ["node", "-e", wait], ...mount })],
          {
            restartPolicy: "Never",
            ...shared,
          },
        ),
      ],
      outcome: "runs",
    },
    {
      name: "an init container that prepares a file",
      objects: [podOf("init", [app], { initContainers: [named("prepare", { command: write, ...mount })], ...shared })],
      outcome: "runs",
    },
    {
      name: "a sidecar",
      objects: [podOf("sidecar", [app], { initContainers: [named("logs", { restartPolicy: "Always" })] })],
      outcome: "runs",
    },
    {
      name: "startup, liveness and readiness probes",
      objects: [
        podOf("probes", [
          containerOf(image, {
            command: commands.serve(),
            ports: [{ containerPort: 8080 }],
            startupProbe: { httpGet: { path: "/", port: 8080 }, periodSeconds: 1, failureThreshold: 60 },
            livenessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 5 },
            readinessProbe: { exec: { command: ["node", "-e", ""] }, periodSeconds: 1, timeoutSeconds: 10 },
          }),
        ]),
      ],
      outcome: "runs",
    },
    {
      name: "hooks after the start and before the end",
      objects: [
        podOf("hooks", [
          containerOf(image, {
            lifecycle: { postStart: { exec: { command: ["node", "-e", ""] } }, preStop: { sleep: { seconds: 1 } } },
          }),
        ]),
      ],
      outcome: "runs",
    },
    {
      name: "a pod that may not be root or write",
      objects: [
        podOf(
          "secure",
          [
            containerOf(image, {
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
              },
            }),
          ],
          { securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } } },
        ),
      ],
      outcome: "runs",
    },
    {
      name: "a pod for nodes with Linux, that takes a minute to end",
      objects: [
        podOf("linux", [app], { nodeSelector: { "kubernetes.io/os": "linux" }, terminationGracePeriodSeconds: 60 }),
      ],
      outcome: "runs",
    },
  ];
}

/** Requests and limits as the documentation has them, with and without each other. */
function amountManifests(image: string): Manifest[] {
  const pod = (
    name: string,
    requests: object | undefined,
    limits: object | undefined,
    outcome: Manifest["outcome"],
  ): Manifest => ({
    name: `a pod ${name}`,
    objects: [podOf("amounts", [containerOf(image, resources(requests, limits))])],
    outcome,
  });
  const usual = resources({ cpu: "250m", memory: "64Mi" }, { cpu: "500m", memory: "128Mi" });
  const two = ["app", "log-aggregator"].map((name) => containerOf(image, { name, ...usual }));
  const whole = {
    resources: { requests: { cpu: "1", memory: "100Mi" }, limits: { cpu: "1", memory: "200Mi" } },
  };
  const half = resources({ cpu: "500m", memory: "50Mi" }, { cpu: "500m", memory: "100Mi" });
  return [
    {
      name: "two containers with 250m and 64Mi, up to 500m and 128Mi",
      objects: [podOf("frontend", two)],
      outcome: "runs",
    },
    { name: "the same as a Deployment of two", objects: [deploymentOf("frontend", 2, two)], outcome: "runs" },
    {
      name: "the same as a Deployment of three",
      objects: [deploymentOf("frontend", 3, two)],
      outcome: byQuota("student", "requests.cpu"),
    },
    {
      name: "three replicas that request 250m each",
      objects: [deploymentOf("three", 3, [containerOf(image, resources({ cpu: "250m" }, undefined))])],
      outcome: "runs",
    },
    pod("that requests 500m without a limit", { cpu: "500m" }, undefined, "runs"),
    pod("that requests 200Mi without a limit", { memory: "200Mi" }, undefined, "runs"),
    pod("with a limit of 1 CPU and 1Gi", undefined, { cpu: "1", memory: "1Gi" }, "runs"),
    pod("that requests 600m without a limit", { cpu: "600m" }, undefined, byKubernetes(422, "cpu limit")),
    pod("that requests 300Mi without a limit", { memory: "300Mi" }, undefined, byKubernetes(422, "memory limit")),
    pod("with a limit of 2Gi", { memory: "64Mi" }, { memory: "2Gi" }, byLimits("maximum memory usage per Pod")),
    {
      name: "CPU and memory for the whole pod, with a container that says nothing",
      objects: [podOf("whole", [containerOf(image, half), containerOf(image, { name: "silent" })], whole)],
      outcome: byKubernetes(422, "aggregate container requests"),
    },
  ];
}

function controllerManifests(image: string): Manifest[] {
  const app = containerOf(image);
  const serving = containerOf(image, { command: commands.serve(), ports: [{ containerPort: 8080 }] });
  const small = containerOf(image, resources({ cpu: "100m", memory: "100Mi" }, undefined));
  const set = (name: string, parts: object) => {
    const spec = {
      serviceName: name,
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: templateOf(name, [app]),
    };
    return object("statefulsets.apps", name, { spec: { ...spec, ...parts } });
  };
  const apart = {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "apart" } } },
        ],
      },
    },
  };
  const spread = {
    topologySpreadConstraints: [
      {
        ...{ maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "DoNotSchedule" },
        labelSelector: { matchLabels: { app: "spread" } },
      },
    ],
  };
  const claim = {
    metadata: { name: "data" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  };
  return [
    {
      name: "a Deployment of three, as of `kubectl create`",
      objects: [deploymentOf("web", 3, [app])],
      outcome: "runs",
    },
    {
      name: "a rolling update of three",
      objects: [deploymentOf("web", 3, [serving])],
      change: {
        spec: {
          template: { metadata: { annotations: { "kubectl.kubernetes.io/restartedAt": "2026-11-28T00:00:00Z" } } },
        },
      },
      outcome: "runs",
    },
    {
      name: "an update of eight",
      objects: [deploymentOf("many", 8, [app])],
      change: { spec: { template: { metadata: { labels: { version: "2" } } } } },
      outcome: "runs",
    },
    {
      name: "a page with a database and two copies of it, six pods in all",
      objects: [
        deploymentOf("leader", 1, [small]),
        deploymentOf("follower", 2, [small]),
        deploymentOf("frontend", 3, [small]),
        serviceOf("leader", "ClusterIP"),
        serviceOf("follower", "ClusterIP"),
        serviceOf("frontend", "NodePort"),
      ],
      outcome: "runs",
    },
    { name: "replicas on different nodes", objects: [deploymentOf("apart", 3, [app], apart)], outcome: "runs" },
    { name: "replicas spread over the nodes", objects: [deploymentOf("spread", 4, [app], spread)], outcome: "runs" },
    {
      name: "a StatefulSet with a headless Service",
      objects: [serviceOf("set", "ClusterIP", 8080, { clusterIP: "None" }), set("set", {})],
      outcome: "runs",
    },
    {
      name: "a StatefulSet with a volume",
      objects: [set("stored", { replicas: 1, volumeClaimTemplates: [claim] })],
      outcome: "is accepted",
    },
    {
      name: "an autoscaled Deployment with a Service",
      objects: [
        deploymentOf("scaled", 1, [
          containerOf(image, { command: commands.serve(), ...resources({ cpu: "200m" }, { cpu: "500m" }) }),
        ]),
        serviceOf("scaled", "ClusterIP"),
        object("horizontalpodautoscalers.autoscaling", "scaled", {
          spec: {
            scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "scaled" },
            minReplicas: 1,
            maxReplicas: 10,
            metrics: [
              { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } },
            ],
          },
        }),
      ],
      outcome: "runs",
    },
  ];
}

function jobManifests(image: string): Manifest[] {
  const done = containerOf(image, { command: commands.check("true") });
  const template = templateOf("job", [done], { restartPolicy: "Never" });
  const job = (name: string, spec: object): Manifest => ({
    name,
    objects: [object("jobs.batch", "job", { spec: { template, ...spec } })],
    outcome: "runs",
  });
  return [
    job("a Job", { backoffLimit: 4 }),
    job("a Job of four, two at a time, that is removed later", {
      completions: 4,
      parallelism: 2,
      ttlSecondsAfterFinished: 600,
    }),
    job("an indexed Job of three", { completions: 3, parallelism: 3, completionMode: "Indexed" }),
    {
      name: "a CronJob of every minute",
      objects: [
        object("cronjobs.batch", "hello", { spec: { schedule: "* * * * *", jobTemplate: { spec: { template } } } }),
      ],
      outcome: "is accepted",
    },
  ];
}
