import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";

/** A port of a container on one of this machine's addresses. */
export interface PublishedPort {
  internal: number;
  external: number;
  ip: string;
  protocol: string;
}

/** Publishes a container's port on this machine's loopback: nobody else reaches it. */
export function onLoopback(internal: number, external: number): PublishedPort {
  return { internal, external, ip: "127.0.0.1", protocol: "tcp" };
}

/** Labels that show which lab a container, network or volume belongs to: `docker ps --filter label=lab`. */
export function labLabels() {
  return [
    { label: "lab", value: pulumi.getProject() },
    { label: "stack", value: pulumi.getStack() },
  ];
}

/** A volume of the lab. It is deleted before another takes its name. */
export function createVolume(name: string, volumeName: string, parent: pulumi.Resource | undefined): docker.Volume {
  return new docker.Volume(
    name,
    { name: volumeName, labels: labLabels() },
    { ...(parent && { parent }), deleteBeforeReplace: true },
  );
}
