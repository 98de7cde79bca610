import {
  type Manifest,
  commands,
  containerOf,
  deploymentOf,
  object,
  resources,
  serviceOf,
  templateOf,
} from "./manifest";

export function controllerManifests(image: string): Manifest[] {
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

export function jobManifests(image: string): Manifest[] {
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
