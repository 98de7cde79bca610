import type * as kubernetes from "@pulumi/kubernetes";

/**
 * What the lab expects of an image, so that a ready one can take the place of app/. It also runs as user 65532 without
 * capabilities, on a read-only file system, and is asked to stop with SIGTERM. An image that differs needs other values here, given
 * in `components/containerLab.ts`.
 */
export interface AppContract {
  /** Port on which it listens. @default 8080 */
  readonly port?: number;
  /**
   * Port on which it answers the two paths below, which visitors of `port` cannot crowd. An image without such a port gives the same
   * number as `port`.
   *
   * @default 8081
   */
  readonly probePort?: number;
  /** Path that answers 200 as long as the process works. @default /healthz */
  readonly healthPath?: string;
  /** Path that answers 200 while the process accepts visitors. @default /readyz */
  readonly readyPath?: string;
  /** Environment, besides `PORT`, `PROBE_PORT`, `POD_NAME`, `POD_NAMESPACE`, `POD_IP` and `NODE_NAME`. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** @default requests 50m and 64Mi, limits 500m and 256Mi */
  readonly resources?: kubernetes.types.input.core.v1.ResourceRequirements;
  /** TCP ports that it may connect to, at any address; with one or more also the cluster's DNS. @default none */
  readonly egressPorts?: readonly number[];
  /** Whether it lists and watches nodes, and the pods and Deployments of its namespace. Without it, it has no token. @default true */
  readonly readsCluster?: boolean;
}

/** The contract that the lab's own app/ keeps. */
export const appContract: Required<AppContract> = {
  port: 8080,
  probePort: 8081,
  healthPath: "/healthz",
  readyPath: "/readyz",
  env: {},
  resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
  egressPorts: [],
  readsCluster: true,
};
