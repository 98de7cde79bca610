import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "./cluster";
import type { Registry } from "./registry";

/** What the lab stands on: what each target makes of it, behind the two seams. */
export interface Target {
  /** Where the image is pushed to; `undefined` if the lab has no registry. */
  readonly registry: Registry | undefined;
  readonly cluster: Cluster;
  /** What the image is built for; `undefined`: for machines of the same kind as the one that builds. */
  readonly imagePlatform: string | undefined;
  /** The names by which people ask for the cluster. */
  readonly clusterNames: Readonly<Record<string, pulumi.Input<string>>>;
}
