import { type Manifest, commands, containerOf, podOf } from "./manifest";

export function podManifests(image: string): Manifest[] {
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
