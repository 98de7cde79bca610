import { isOwnCluster } from "../cluster";
import { byPodSecurity, byPolicy, byRights } from "../attacks/attack";
import {
  type Manifest,
  checkOf,
  commands,
  containerOf,
  deploymentOf,
  object,
  podOf,
  serviceOf,
  templateOf,
} from "./manifest";

/** Configuration, volumes, Services, tools that write annotations, and what a lesson must do without. */
export function otherManifests(image: string): Manifest[] {
  return [...dataManifests(image), ...serviceManifests(image), ...toolManifests(image), ...refusedManifests(image)];
}

const file = (path: string) => `require('fs').readFileSync('${path}', 'utf8')`;

function dataManifests(image: string): Manifest[] {
  const map = object("configmaps", "settings", { data: { color: "blue" } });
  const secret = object("secrets", "login", { stringData: { password: "no-secret" } });
  const mounted = (volume: object) => ({ volumes: [{ name: "v", ...volume }] });
  const at = { volumeMounts: [{ name: "v", mountPath: "/v" }] };
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  const labelsFile = { path: "labels", fieldRef: { fieldPath: "metadata.labels" } };
  const isSet = "process.env.COLOR === 'blue' && process.env.color === 'blue'";
  const fromKey = { name: "COLOR", valueFrom: { configMapKeyRef: { name: "settings", key: "color" } } };
  const token = { serviceAccountToken: { path: "token", expirationSeconds: 3600 } };
  return [
    {
      name: "a ConfigMap as environment",
      objects: [map, checkOf(image, isSet, { env: [fromKey], envFrom: [{ configMapRef: { name: "settings" } }] })],
      outcome: "runs",
    },
    {
      name: "a ConfigMap as files",
      objects: [
        map,
        checkOf(image, `${file("/v/color")} === 'blue'`, at, mounted({ configMap: { name: "settings" } })),
      ],
      outcome: "runs",
    },
    {
      name: "a Secret as environment and files",
      objects: [
        secret,
        checkOf(
          image,
          `process.env.password === ${file("/v/password")}`,
          { ...at, envFrom: [{ secretRef: { name: "login" } }] },
          mounted({ secret: { secretName: "login" } }),
        ),
      ],
      outcome: "runs",
    },
    {
      name: "what a pod knows of itself",
      objects: [
        checkOf(
          image,
          `process.env.NODE && ${file("/v/labels")}.includes('app="check"')`,
          { ...at, env: [field("NODE", "spec.nodeName"), field("IP", "status.podIP")] },
          mounted({ downwardAPI: { items: [labelsFile] } }),
        ),
      ],
      outcome: "runs",
    },
    {
      name: "several sources in one volume",
      objects: [
        map,
        secret,
        checkOf(
          image,
          `['color', 'password', 'labels', 'token'].every((name) => ${file("/v/' + name + '")})`,
          at,
          mounted({
            projected: {
              sources: [
                { configMap: { name: "settings" } },
                { secret: { name: "login" } },
                { downwardAPI: { items: [labelsFile] } },
                token,
              ],
            },
          }),
        ),
      ],
      outcome: "runs",
    },
    {
      name: "files in memory",
      objects: [
        checkOf(
          image,
          "require('fs').writeFileSync('/v/a', 'b') === undefined",
          at,
          mounted({ emptyDir: { medium: "Memory", sizeLimit: "64Mi" } }),
        ),
      ],
      outcome: "runs",
    },
    {
      name: "a claim, and a pod with its volume",
      objects: [
        object("persistentvolumeclaims", "data", {
          spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
        }),
        podOf("stored", [containerOf(image, at)], mounted({ persistentVolumeClaim: { claimName: "data" } })),
      ],
      outcome: "is accepted",
    },
  ];
}

function serviceManifests(image: string): Manifest[] {
  const web = deploymentOf("web", 1, [containerOf(image, { command: commands.serve() })]);
  const withWeb = (name: string, type: string, port = 8080, parts: object = {}): Manifest => ({
    name: `a Service of type ${name}`,
    objects: [web, serviceOf("web", type, port, parts)],
    outcome: "runs",
  });
  return [
    withWeb("ClusterIP", "ClusterIP", 80),
    withWeb("NodePort", "NodePort", 80),
    withWeb("LoadBalancer on port 8080", "LoadBalancer", 8080),
    withWeb("LoadBalancer on port 8443, for one network", "LoadBalancer", 8443, {
      loadBalancerSourceRanges: ["192.0.2.0/24"],
    }),
    {
      name: "a Service that is another name of db.example.com",
      objects: [object("services", "db", { spec: { type: "ExternalName", externalName: "db.example.com" } })],
      outcome: "is accepted",
    },
  ];
}

function toolManifests(image: string): Manifest[] {
  const helm = {
    labels: { "app.kubernetes.io/managed-by": "Helm", "helm.sh/chart": "web-1.0.0" },
    annotations: { "meta.helm.sh/release-name": "web", "meta.helm.sh/release-namespace": "default" },
  };
  const web = deploymentOf("web", 1, [containerOf(image)]);
  const applied = (body: object) => ({
    annotations: { "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify(body) },
  });
  const withMetadata = <T extends { metadata: { name: string } }>(one: T, metadata: object) => ({
    ...one,
    metadata: { ...one.metadata, ...metadata },
  });
  const service = serviceOf("web", "NodePort");
  return [
    {
      name: "a release of Helm",
      objects: [
        withMetadata(web, helm),
        withMetadata(service, helm),
        object("secrets", "sh.helm.release.v1.web.v1", {
          type: "helm.sh/release.v1",
          data: { release: "H4sI".repeat(5000) },
        }),
      ],
      outcome: "runs",
    },
    {
      name: "what `kubectl apply` and `annotate` write",
      objects: [
        withMetadata(web, { annotations: { ...applied(web).annotations, "kubernetes.io/change-cause": "first" } }),
        withMetadata(service, applied(service)),
      ],
      outcome: "runs",
    },
    {
      name: "what Pulumi writes",
      objects: [
        withMetadata(service, { annotations: { "pulumi.com/skipAwait": "true", "pulumi.com/patchForce": "true" } }),
      ],
      outcome: "is accepted",
    },
  ];
}

const onAppsPort: Manifest = {
  name: "a load balancer on the app's port",
  objects: [serviceOf("web", "LoadBalancer", 80)],
  outcome: byPolicy("services", "port 80"),
};

function refusedManifests(image: string): Manifest[] {
  const selector = { matchLabels: { app: "agent" } };
  const template = templateOf("agent", [containerOf(image)]);
  const noRight = (name: string, one: Manifest["objects"][number]): Manifest => ({
    name,
    objects: [one],
    outcome: byRights("cannot create"),
  });
  return [
    noRight("a DaemonSet", object("daemonsets.apps", "agent", { spec: { selector, template } })),
    noRight(
      "an Ingress",
      object("ingresses.networking.k8s.io", "web", {
        spec: { defaultBackend: { service: { name: "web", port: { number: 80 } } } },
      }),
    ),
    noRight("a NetworkPolicy", object("networkpolicies.networking.k8s.io", "deny", { spec: { podSelector: {} } })),
    noRight("a service account", object("serviceaccounts", "robot", {})),
    noRight("a role", object("roles.rbac.authorization.k8s.io", "reader", { rules: [] })),
    noRight(
      "a disruption budget",
      object("poddisruptionbudgets.policy", "web", { spec: { maxUnavailable: 1, selector } }),
    ),
    {
      name: "a pod with a folder of its node",
      objects: [podOf("host", [containerOf(image)], { volumes: [{ name: "v", hostPath: { path: "/tmp" } }] })],
      outcome: byPodSecurity("hostPath"),
    },
    ...(isOwnCluster ? [onAppsPort] : []),
    {
      name: "a load balancer on the port of PostgreSQL",
      objects: [serviceOf("db", "LoadBalancer", 5432)],
      outcome: byPolicy("services", "load balancer has ports"),
    },
  ];
}
