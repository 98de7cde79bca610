import type { input as args } from "@pulumi/kubernetes/types";
import type { Unwrap } from "@pulumi/pulumi";
import { faultsOf } from "../model";

type Container = Unwrap<args.core.v1.Container>;
type SecurityContext = Unwrap<args.core.v1.SecurityContext>;
type PodSecurityContext = Unwrap<args.core.v1.PodSecurityContext>;
type Pod = Partial<Unwrap<args.core.v1.PodSpec>>;

/** kubernetes.io, "Pod Security Standards", from the most lenient to the strictest. */
export const podSecurityLevels = ["privileged", "baseline", "restricted"];

/** Capabilities that a container may add. The baseline allows those that container engines give by default. */
const allowedCapabilities: Readonly<Record<string, readonly string[]>> = {
  baseline: [
    ...["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP"],
    ...["SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"],
  ],
  restricted: ["NET_BIND_SERVICE"],
};

/** Kinds of volume that the restricted level accepts. */
const restrictedVolumes = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

/** Ports that the probes of a container use, by name or number. */
export function probePorts({ startupProbe, readinessProbe, livenessProbe }: Partial<Container>): (string | number)[] {
  return [startupProbe, readinessProbe, livenessProbe]
    .flatMap((probe) => [probe?.httpGet?.port, probe?.tcpSocket?.port])
    .filter((port) => port !== undefined);
}

/** Why a namespace that enforces `level` would refuse a pod. */
export function podSecurityFaults(level: string, pod: Pod): string[] {
  if (level !== "baseline" && level !== "restricted") return [];
  const containers = [...(pod.initContainers ?? []), ...(pod.containers ?? [])];
  const contexts = [pod, ...containers].map(({ securityContext = {} }) => securityContext);
  const volumeKinds = (pod.volumes ?? []).flatMap(({ name: _, ...kinds }) => Object.keys(kinds));
  return [
    ...faultsOf(
      [[pod.hostNetwork, pod.hostPID, pod.hostIPC].includes(true), "it uses the node's own network or processes"],
      [volumeKinds.includes("hostPath"), "it has a hostPath volume"],
      [
        contexts.some(({ windowsOptions }) => windowsOptions?.hostProcess === true),
        "it is a Windows process of the node itself (hostProcess)",
      ],
      [
        contexts.some(({ seccompProfile }) => seccompProfile?.type === "Unconfined"),
        "it has the seccompProfile Unconfined; RuntimeDefault and Localhost are allowed",
      ],
    ),
    ...containers.flatMap((container) => containerFaults(level, container)),
    ...(level === "restricted" ? restrictedFaults(pod, containers, volumeKinds) : []),
  ];
}

function containerFaults(level: string, { name, securityContext = {}, ports = [] }: Container): string[] {
  const allowed = allowedCapabilities[level]!;
  const added = securityContext.capabilities?.add ?? [];
  return [
    ...faultsOf(
      [securityContext.privileged === true, `container ${name} is privileged`],
      [ports.some(({ hostPort = 0 }) => hostPort > 0), `container ${name} has a hostPort`],
    ),
    ...added
      .filter((capability) => !allowed.includes(capability))
      .map((capability) => `container ${name} adds the capability ${capability}; allowed is ${allowed.join(", ")}`),
  ];
}

function restrictedFaults(pod: Pod, containers: readonly Container[], volumeKinds: readonly string[]): string[] {
  return [
    ...volumeKinds
      // The baseline already refuses hostPath.
      .filter((kind) => kind !== "hostPath" && !restrictedVolumes.includes(kind))
      .map((kind) => `it has a ${kind} volume; allowed are ${restrictedVolumes.join(", ")}`),
    ...containers.flatMap((container) => [
      ...userFaults(pod, container),
      // These settings do not exist on Windows.
      ...(pod.os?.name === "windows" ? [] : linuxFaults(pod, container)),
    ]),
  ];
}

function userFaults(pod: Pod, container: Container): string[] {
  return faultsOf(
    [settingOf(pod, container, "runAsNonRoot") !== true, `container ${container.name} lacks runAsNonRoot: true`],
    [settingOf(pod, container, "runAsUser") === 0, `container ${container.name} runs as root`],
  );
}

function linuxFaults(pod: Pod, container: Container): string[] {
  const own = container.securityContext ?? {};
  return faultsOf(
    [
      // The baseline already refuses Unconfined.
      !["RuntimeDefault", "Localhost", "Unconfined"].includes(settingOf(pod, container, "seccompProfile")?.type ?? ""),
      `container ${container.name} lacks a seccompProfile`,
    ],
    [own.allowPrivilegeEscalation !== false, `container ${container.name} lacks allowPrivilegeEscalation: false`],
    [!own.capabilities?.drop?.includes("ALL"), `container ${container.name} keeps capabilities: drop ALL is missing`],
  );
}

/** A container's own setting overrides that of its pod. */
function settingOf<K extends keyof SecurityContext & keyof PodSecurityContext>(
  pod: Pod,
  container: Container,
  key: K,
): SecurityContext[K] | PodSecurityContext[K] {
  return container.securityContext?.[key] ?? pod.securityContext?.[key];
}
