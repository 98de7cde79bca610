import type { ContainerCreateOptions } from "dockerode";
import type { Inputs, SimulatedResource } from "../../simulator";

/** Options of a container resource that concern Pulumi, not Docker's API. */
const pulumiOnly = ["name", "image", "uploads", "wait", "waitTimeout", "mustRun"];

/**
 * Translates a container resource to Docker's API. Throws for an unknown option, which the tests would otherwise ignore.
 *
 * @param image reference of the image
 */
export function containerOptions({ inputs }: SimulatedResource, image: string): ContainerCreateOptions {
  const { command, envs, hostname, labels = [], healthcheck, ports = [], networksAdvanced = [], ...others } = inputs;
  const { privileged, cgroupnsMode, tmpfs, volumes = [], restart, ...rest } = others;
  const unknown = Object.keys(rest).filter((key) => !pulumiOnly.includes(key));
  if (unknown.length > 0)
    throw new Error(`the tests cannot translate these options to Docker's API: ${unknown.join(", ")}`);
  const [network] = networksAdvanced as Inputs[];
  return {
    name: inputs["name"],
    Image: image,
    Cmd: command,
    Env: envs,
    Hostname: hostname,
    Labels: Object.fromEntries((labels as Inputs[]).map(({ label, value }) => [label, value])),
    ExposedPorts: Object.fromEntries((ports as Inputs[]).map((port) => [portName(port), {}])),
    ...(healthcheck && { Healthcheck: health(healthcheck) }),
    HostConfig: {
      Privileged: privileged,
      CgroupnsMode: cgroupnsMode,
      Tmpfs: tmpfs,
      Binds: (volumes as Inputs[]).map(({ volumeName, containerPath }) => `${volumeName}:${containerPath}`),
      PortBindings: Object.fromEntries(
        (ports as Inputs[]).map((port) => [
          portName(port),
          [{ HostIp: port["ip"], HostPort: String(port["external"]) }],
        ]),
      ),
      RestartPolicy: { Name: restart },
      NetworkMode: network?.["name"],
    } as ContainerCreateOptions["HostConfig"],
    ...(network && {
      NetworkingConfig: {
        EndpointsConfig: {
          [network["name"]]: { IPAMConfig: { IPv4Address: network["ipv4Address"] }, Aliases: network["aliases"] },
        },
      },
    }),
  };
}

function portName({ internal, protocol }: Inputs): string {
  return `${internal}/${protocol}`;
}

/** Docker's API counts in nanoseconds. */
function health({ tests, interval, timeout, retries }: Inputs) {
  const nanoseconds = (seconds: string) => Number(/^(\d+)s$/.exec(seconds)?.[1]) * 1e9;
  return { Test: tests, Interval: nanoseconds(interval), Timeout: nanoseconds(timeout), Retries: retries };
}
