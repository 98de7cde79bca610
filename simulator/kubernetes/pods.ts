import { type Inputs, faultsOf } from "../model";

/** Ports that the probes of a container ask, by name or number. */
export function probePorts(container: Inputs): (string | number)[] {
  return ["startupProbe", "readinessProbe", "livenessProbe"].flatMap((probe) => {
    const { httpGet, tcpSocket } = (container[probe] ?? {}) as Inputs;
    return [httpGet?.["port"], tcpSocket?.["port"]].filter((port) => port !== undefined) as (string | number)[];
  });
}

/**
 * What a namespace of the pod security standard `level` has against a pod (kubernetes.io, "Pod Security Standards").
 * Levels other than baseline and restricted are without rules here.
 */
export function podSecurityFaults(level: string, pod: Inputs): string[] {
  const containers: Inputs[] = [...(pod["initContainers"] ?? []), ...(pod["containers"] ?? [])];
  if (level !== "baseline" && level !== "restricted") return [];
  const baseline = [
    ...faultsOf(
      [
        ["hostNetwork", "hostPID", "hostIPC"].some((key) => pod[key] === true),
        "it uses the node's own network or processes",
      ],
      [
        ((pod["volumes"] ?? []) as Inputs[]).some((volume) => volume["hostPath"] !== undefined),
        "it has a hostPath volume",
      ],
    ),
    ...containers.flatMap((container) =>
      faultsOf(
        [container["securityContext"]?.["privileged"] === true, `container ${container["name"]} is privileged`],
        [
          ((container["ports"] ?? []) as Inputs[]).some((port) => port["hostPort"] > 0),
          `container ${container["name"]} has a hostPort`,
        ],
      ),
    ),
  ];
  return level === "baseline"
    ? baseline
    : [...baseline, ...containers.flatMap((container) => restrictedFaults(pod, container))];
}

function restrictedFaults(pod: Inputs, container: Inputs): string[] {
  const own: Inputs = container["securityContext"] ?? {};
  const setting = (key: string) => own[key] ?? pod["securityContext"]?.[key];
  return faultsOf(
    [setting("runAsNonRoot") !== true, `container ${container["name"]} lacks runAsNonRoot: true`],
    [setting("runAsUser") === 0, `container ${container["name"]} runs as root`],
    [
      !["RuntimeDefault", "Localhost"].includes(setting("seccompProfile")?.["type"]),
      `container ${container["name"]} lacks a seccompProfile`,
    ],
    [own["allowPrivilegeEscalation"] !== false, `container ${container["name"]} lacks allowPrivilegeEscalation: false`],
    [
      !own["capabilities"]?.["drop"]?.includes("ALL"),
      `container ${container["name"]} keeps capabilities: drop ALL is missing`,
    ],
  );
}
