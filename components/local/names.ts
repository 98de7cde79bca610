import * as pulumi from "@pulumi/pulumi";

/** This project, whose lab has short names: people type them. */
const ownProject = "azure-container-lab";

/** So that with `-agent-8` it is still a host's name (RFC 1123), and can still be read in a table. */
const longestPrefix = 30;

/**
 * What the names of the lab's objects on Docker begin with. Those of a fork begin with its project's name, so that two labs can be up
 * on one machine.
 */
export function namePrefix(project = pulumi.getProject()): string {
  if (project === ownProject) return "lab";
  const plain = project.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return plain.slice(0, longestPrefix).replaceAll(/^-|-$/g, "") || "lab";
}

/** Name of a container, and of the node that it is. @param name `server`, `agent-1`, `registry` */
export function objectName(name: string): string {
  return `${namePrefix()}-${name}`;
}

/** Name of the server, on the lab's network and as a node. */
export function serverName(): string {
  return objectName("server");
}
