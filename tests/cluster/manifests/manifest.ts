import type { Refusal } from "../attacks/attack";
import { pathOf } from "../attacks/requests";

/** What a lesson lets a student create, and what comes of it. */
export interface Manifest {
  readonly name: string;
  readonly objects: readonly ManifestObject[];
  readonly outcome: Outcome;
  /** Changes its first object, once that runs; it must run again. */
  readonly change?: object;
}

/** An object without its version, which follows from the resource. */
export interface ManifestObject {
  /** With its group: `deployments.apps`. */
  readonly resource: string;
  readonly metadata: { readonly name: string };
  readonly spec?: object;
}

/**
 * `runs`: all its pods are ready or have done their work, and its load balancer has an address. `is accepted`: there is nothing
 * that the stand-in for k3s could run of it, such as a volume.
 */
export type Outcome = "runs" | "is accepted" | Refusal;

export const object = (resource: string, name: string, parts: object): ManifestObject => ({
  resource,
  ...parts,
  metadata: { name, ...("metadata" in parts ? (parts.metadata as object) : {}) },
});

/** Commands with the app's image, which has Node and nothing else. */
export const commands = {
  /** Waits until it is asked to end. */
  wait: ["node", "-e", "process.on('SIGTERM', () => process.exit()); setInterval(() => {}, 1000)"],
  /** Answers on a port. */
  serve: (port = 8080) => [
    "node",
    "-e",
    `process.on('SIGTERM', () => process.exit()); require('http').createServer((_, answer) => answer.end('ok')).listen(${port})`,
  ],
  /** Succeeds if a JavaScript expression holds. */
  check: (expression: string) => ["node", "-e", `process.exit(${expression} ? 0 : 1)`],
};

export function containerOf(image: string, parts: object = {}) {
  return { name: "app", image, command: commands.wait, ...parts };
}

export function templateOf(app: string, containers: readonly object[], parts: object = {}, metadata: object = {}) {
  return { metadata: { labels: { app }, ...metadata }, spec: { containers, ...parts } };
}

export function deploymentOf(
  app: string,
  replicas: number,
  containers: readonly object[],
  parts: object = {},
): ManifestObject {
  const spec = { replicas, selector: { matchLabels: { app } }, template: templateOf(app, containers, parts) };
  return object("deployments.apps", app, { spec });
}

export function podOf(name: string, containers: readonly object[], parts: object = {}): ManifestObject {
  return object("pods", name, { metadata: { labels: { app: name } }, spec: { containers, ...parts } });
}

/** A pod that ends, with success if an expression holds. */
export function checkOf(image: string, expression: string, container: object, parts: object = {}): ManifestObject {
  const one = containerOf(image, { command: commands.check(expression), ...container });
  return podOf("check", [one], { restartPolicy: "Never", ...parts });
}

export function serviceOf(app: string, type: string, port = 8080, parts: object = {}): ManifestObject {
  return object("services", app, { spec: { type, selector: { app }, ports: [{ port, targetPort: 8080 }], ...parts } });
}

export const resources = (requests: object | undefined, limits: object | undefined) => ({
  resources: { ...(requests && { requests }), ...(limits && { limits }) },
});

export const pathOfObject = ({ resource, metadata }: ManifestObject, namespace: string) =>
  pathOf(resource, namespace, metadata.name);
