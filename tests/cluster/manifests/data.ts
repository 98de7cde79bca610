import { type Manifest, checkOf, containerOf, object, podOf } from "./manifest";

const file = (path: string) => `require('fs').readFileSync('${path}', 'utf8')`;

export function dataManifests(image: string): Manifest[] {
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
