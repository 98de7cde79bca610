import * as pulumi from "@pulumi/pulumi";

/** A container's port on this machine's loopback: nobody else reaches it. */
export function onLoopback(internal: number, external: number) {
  return { internal, external, ip: "127.0.0.1", protocol: "tcp" };
}

/** Tells whose a thing on Docker is: `docker ps --filter label=lab`. */
export function labLabels() {
  return [
    { label: "lab", value: pulumi.getProject() },
    { label: "stack", value: pulumi.getStack() },
  ];
}
