import type * as kubernetes from "@pulumi/kubernetes";

/**
 * What the lab expects of an image, so that another one can take the place of app/. It also runs as user 65532 without
 * capabilities, on a read-only file system, and is asked to stop with SIGTERM.
 */
export interface AppContract {
  /** Port on which it listens. */
  readonly port: number;
  /**
   * Port on which it answers the two paths below, which visitors of `port` cannot crowd. An image without such a port gives the same
   * number as `port`.
   */
  readonly probePort: number;
  /** Path that answers 200 as long as the process works. */
  readonly healthPath: string;
  /** Path that answers 200 while the process accepts visitors. */
  readonly readyPath: string;
  /**
   * Environment, besides `PORT` and, on the cluster, `PROBE_PORT`, `POD_NAME`, `POD_NAMESPACE`, `POD_IP` and `NODE_NAME`. Nothing
   * secret: people who may look at pods read it. One line each.
   */
  readonly env: Readonly<Record<string, string>>;
  readonly resources: kubernetes.types.input.core.v1.ResourceRequirements;
  /** TCP ports that it may connect to, at any address; with one or more also the cluster's DNS. */
  readonly egressPorts: readonly number[];
  /** Whether it lists and watches nodes, and the pods and Deployments of its namespace. Without it, it has no token. */
  readonly readsCluster: boolean;
}

/** The app's folder, from the project's: its Dockerfile is there. Whoever swaps the app changes this and what follows. */
export const appFolder = "app";

/** The contract that the app in this folder keeps, on the cluster and on the Docker host. */
export const appContract: AppContract = {
  port: 8080,
  probePort: 8081,
  healthPath: "/healthz",
  readyPath: "/readyz",
  env: {},
  resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
  egressPorts: [],
  readsCluster: true,
};
