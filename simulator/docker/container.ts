import type * as docker from "@pulumi/docker";
import type { input as args } from "@pulumi/docker/types";
import type { Unwrap } from "@pulumi/pulumi";
import { isIP } from "node:net";
import { posix } from "node:path";
import { isPort } from "../../lib/port";
import { type ResourceModel, faultsOf, repeated, typedModel } from "../model";
import { canonicalDuration } from "./durations";
import { hexId, nameFaults, nameOf } from "./names";

type Container = Unwrap<docker.ContainerArgs>;

export const containerModels: Record<string, ResourceModel> = {
  "docker:index/container:Container": typedModel<docker.ContainerArgs>({
    create: (request) => ({ id: hexId(request), outputs: { name: nameOf(request) } }),
    check: (inputs, { outputs }) => [...nameFaults(outputs["name"]), ...containerFaults(inputs)],
  }),
};

/** What Docker or its provider would refuse in a container, or accept and then not do. */
function containerFaults(inputs: Container): string[] {
  const { restart, privileged, securityOpts, platform, envs = [], cgroupnsMode } = inputs;
  return [
    ...faultsOf(
      [[undefined, ""].includes(inputs.image), "a container needs an image"],
      [
        restart !== undefined && !["no", "on-failure", "always", "unless-stopped"].includes(restart),
        `no restart policy has the name ${restart}`,
      ],
      [![undefined, "private", "host"].includes(cgroupnsMode), `cgroupnsMode ${cgroupnsMode} is not private or host`],
      [platform !== undefined, "with platform each `pulumi up` would replace the container"],
      [
        privileged === true && securityOpts !== undefined,
        "privileged with securityOpts: each `pulumi up` would replace the container",
      ],
    ),
    ...envs
      .filter((env) => !/^[^=]+=/.test(env))
      .map((env) => `the variable ${JSON.stringify(env)} is not of the form KEY=VALUE`),
    ...(inputs.ports ?? []).flatMap(portFaults),
    ...healthFaults(inputs),
    ...uploadsFaults(inputs),
  ];
}

function portFaults({ internal, external, ip, protocol }: Unwrap<args.ContainerPort>): string[] {
  const wrong = [internal, external].filter((port) => port !== undefined && !isPort(port));
  return [
    ...wrong.map((port) => `the port ${port} is not from 1 to 65535`),
    ...faultsOf(
      [internal === undefined, "a port needs the number that it has inside the container"],
      [ip !== undefined && isIP(ip) === 0, `a port cannot be published on ${ip}, which is not an IP address`],
      [![undefined, "tcp", "udp"].includes(protocol), `a port's protocol ${protocol} is not tcp or udp`],
    ),
  ];
}

function healthFaults({ wait, healthcheck }: Container): string[] {
  const [kind, ...command] = healthcheck?.tests ?? [];
  const times = (["interval", "timeout", "startPeriod", "startInterval"] as const).flatMap((key) => {
    const time = healthcheck?.[key];
    return time === undefined ? [] : durationFaults(key, time);
  });
  return [
    ...faultsOf(
      [
        wait === true && (kind === undefined || kind === "NONE"),
        "it waits to be healthy, and nothing checks its health",
      ],
      [
        kind !== undefined && !["CMD", "CMD-SHELL", "NONE"].includes(kind),
        `its health check starts with ${kind}, not with CMD, CMD-SHELL or NONE`,
      ],
      [["CMD", "CMD-SHELL"].includes(kind ?? "") && command.length === 0, "its health check has no command"],
    ),
    ...times,
  ];
}

/** Docker reports durations in Go's form. One in another form would look changed at each `pulumi up`. */
function durationFaults(key: string, time: string): string[] {
  const canonical = canonicalDuration(time);
  return faultsOf(
    [canonical === undefined, `the health check's ${key} ${time} is not a duration`],
    [
      canonical !== undefined && canonical !== time,
      `the health check's ${key} ${time} would look changed at each \`pulumi up\`: Docker writes it ${canonical}`,
    ],
  );
}

function uploadsFaults({ uploads = [], tmpfs = {}, mounts = [] }: Container): string[] {
  const hidden = [
    ...Object.keys(tmpfs),
    ...mounts.filter(({ type }) => type === "tmpfs").map(({ target }) => String(target)),
  ];
  const files = uploads.map(({ file }) => posix.normalize(String(file)));
  return [
    ...uploads.flatMap(uploadFaults),
    ...files.flatMap((file) =>
      hidden
        .filter((folder) => file.startsWith(`${folder.replace(/\/$/, "")}/`))
        .map((folder) => `the upload ${file} is hidden once the container starts, by the tmpfs at ${folder}`),
    ),
    ...repeated(files).map((file) => `two uploads are ${file}`),
  ];
}

/** The provider treats an empty text as missing. */
function uploadFaults({ file, content, contentBase64, source, permissions }: Unwrap<args.ContainerUpload>): string[] {
  const given = [content, contentBase64, source].filter((text) => text !== undefined && text !== "");
  return faultsOf(
    [!posix.isAbsolute(String(file)), `the upload ${file} has no absolute path`],
    [given.length === 0, `the upload ${file} is empty`],
    [given.length > 1, `the upload ${file} has more than one of content, contentBase64 and source`],
    [
      permissions !== undefined && !/^0[0-7]{3}$/.test(permissions),
      `the upload ${file} has the permissions ${permissions}, which are not 0 and three octal digits`,
    ],
  );
}
