import * as pulumi from "@pulumi/pulumi";
import type { LabConfig } from "../config";
import { AzureTarget } from "./azure/target";
import { AppImage } from "./image";
import { createClassroom } from "./kubernetes/students/classroom";
import { Workload } from "./kubernetes/workload";
import { type AppContract, appContract, appFolder } from "./kubernetes/workload/contract";
import { LocalTarget } from "./local/target";
import type { Target, TargetExtras } from "./target";

/** The stack's outputs. What a lab does not have is left out. */
export interface LabOutputs extends TargetExtras {
  /** Where the app answers. */
  readonly appUrl: pulumi.Output<string>;
  /** Login server of the registry. */
  readonly registry?: pulumi.Output<string>;
  /** Reference of the image that the workload and the Docker host run. */
  readonly image: pulumi.Output<string>;
  /** The names by which people ask for the cluster. */
  readonly cluster: Target["clusterReference"];
  /** The administrator's kubeconfig, YAML, secret; left out for a cluster that the lab did not create. */
  readonly kubeconfig?: pulumi.Output<string>;
  /** Each student's kubeconfig, YAML, by the student's label, secret. */
  readonly students?: pulumi.Output<Record<string, string>>;
}

/**
 * The whole lab: registry, cluster and Docker host side by side, the image as soon as there is a registry, and on the
 * cluster the workload and the students' spaces. The cluster takes minutes and all else seconds, so nothing comes before it.
 */
export class ContainerLab extends pulumi.ComponentResource {
  readonly outputs: LabOutputs;

  constructor(name: string, config: LabConfig, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:ContainerLab", name, {}, opts);

    const parentOpts = { parent: this };
    const target = createTarget(config, parentOpts);
    const { registry, cluster, imagePlatform: platform } = target;
    const image = new AppImage("app", { registry, context: appFolder, platform, ready: config.image }, parentOpts);
    const contract = contractOf(config);
    const extras = target.createExtras(image.reference, contract);
    const replicas = config.replicas ?? config.nodeCount;
    const workload = new Workload("workload", { cluster, image: image.reference, replicas, contract }, parentOpts);
    const classroom = createClassroom(config, { cluster, registry }, parentOpts);

    this.outputs = {
      appUrl: workload.url,
      ...(registry && { registry: registry.server }),
      image: image.reference,
      cluster: target.clusterReference,
      ...(cluster.kubeconfig && { kubeconfig: cluster.kubeconfig }),
      ...extras,
      ...(classroom && { students: classroom.kubeconfigs }),
    };
    this.registerOutputs(this.outputs);
  }
}

/** What the lab expects of the image. A ready one need not know of a port for probes alone. */
function contractOf(config: LabConfig): AppContract {
  const { port, probePort, env } = appContract;
  return {
    ...appContract,
    probePort: config.image ? port : probePort,
    env: { ...env, ...environmentFor(config) },
  };
}

/** What the app may tell its visitors: when the lab ends, RFC 3339, if it does. */
function environmentFor({ endsAt }: LabConfig): Record<string, string> {
  return endsAt === undefined ? {} : { ENDS_AT: endsAt };
}

/** The one place that knows which targets there are. */
function createTarget(config: LabConfig, opts: pulumi.ComponentResourceOptions): Target {
  return config.target === "azure" ? new AzureTarget(config, opts) : new LocalTarget(config, opts);
}
