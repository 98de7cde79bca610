import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { yamlDocument } from "../lib/yaml";

/** How somebody reaches a cluster. */
export interface ClusterAccess {
  /** The lab, from `labName`. */
  readonly lab: string;
  /** The API server's URL. */
  readonly server: string;
  /** Certificates of the cluster's authority, PEM in base64. */
  readonly authority: string;
  readonly user: string;
  /** The user's proof, in the form of a kubeconfig. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Where commands work that name no namespace. @default the namespace `default` */
  readonly namespace?: string;
}

/** The running stack as Pulumi names it. Neither part can have a slash, so no two stacks have the same name. */
export function labName(): string {
  return `${pulumi.getProject()}/${pulumi.getStack()}`;
}

/**
 * A kubeconfig, YAML, with one cluster, one user and one context. kubectl merges files by these names and takes the first of
 * two that are the same. So each name has the lab, the user and, since two classes may both keep the names that the project
 * comes with, the cluster's fingerprint: `kim@azure-container-lab/dev-3f9a1c`.
 */
export function kubeconfigOf({ lab, server, authority, user, credentials, namespace }: ClusterAccess): string {
  const cluster = `${lab}-${fingerprint(authority)}`;
  const name = `${user}@${cluster}`;
  return yamlDocument({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: cluster, cluster: { server, "certificate-authority-data": authority } }],
    users: [{ name, user: credentials }],
    contexts: [{ name, context: { cluster, ...(namespace !== undefined && { namespace }), user: name } }],
    "current-context": name,
  });
}

/** Each cluster has an authority of its own. Six digits are enough to tell the clusters of one person apart. */
function fingerprint(authority: string): string {
  const pem = Buffer.from(authority, "base64").toString("utf8").trim();
  return createHash("sha256").update(pem).digest("hex").slice(0, 6);
}
