import * as pulumi from "@pulumi/pulumi";
import type { LabConfig } from "../config";
import { studentsIn } from "../config/students";
import type { DockerHostAddresses } from "./azure/dockerHost";
import { AzureTarget } from "./azure/target";
import { Classroom } from "./kubernetes/students/classroom";
import { IisWorkload } from "./kubernetes/iisWorkload";
import { AppImage } from "./image";
import { LocalTarget } from "./local/target";
import type { SpaceQuota } from "./kubernetes/students/limits";
import type { Target } from "./target";
import { Workload } from "./kubernetes/workload";

/**
 * The whole lab: registry, cluster and Docker host side by side, the image as soon as there is a registry, and on the
 * cluster the workload. The cluster takes minutes and all else seconds, so nothing stands before the cluster.
 */
export class ContainerLab extends pulumi.ComponentResource {
  /** Where the app answers. */
  readonly appUrl: pulumi.Output<string>;
  /** Where IIS answers; `undefined` without `windows`. */
  readonly iisUrl: pulumi.Output<string> | undefined;
  /** Login server of the registry; `undefined` if the lab has none. */
  readonly registry: pulumi.Output<string> | undefined;
  /** Reference of the image that the workload and the Docker host run. */
  readonly image: pulumi.Output<string>;
  /** The administrator's kubeconfig, YAML, secret; `undefined` for a cluster that the lab did not make. */
  readonly kubeconfig: pulumi.Output<string> | undefined;
  /** The names by which people ask for the cluster. */
  readonly cluster: Target["clusterReference"];
  /** How to reach the Docker host; `undefined` without `dockerHost`. */
  readonly dockerHost: pulumi.Output<DockerHostAddresses> | undefined;
  /** The Docker host's generated key, secret; `undefined` if a public key was given, or without `dockerHost`. */
  readonly sshPrivateKey: pulumi.Output<string> | undefined;
  /** Each student's kubeconfig, YAML, by the student's label, secret; `undefined` without students. */
  readonly students: pulumi.Output<Record<string, string>> | undefined;

  constructor(name: string, config: LabConfig, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:ContainerLab", name, {}, opts);

    const inLab = { parent: this };
    const azure = config.target === "azure" ? new AzureTarget(name, config, inLab) : undefined;
    const target: Target = azure ?? new LocalTarget(config, inLab);
    const { registry, cluster, imagePlatform: platform } = target;
    const image = new AppImage("app", { registry, context: "app", platform, ready: config.image }, inLab);
    const host = azure?.dockerHost(image.reference);
    azure?.createCostControls(host);
    const replicas = config.replicas ?? config.nodeCount;
    const workload = new Workload("workload", { cluster, image: image.reference, replicas }, inLab);
    const windows = azure?.cluster.windowsPool;
    const iis = windows && new IisWorkload("iis", { cluster, startAfter: [windows] }, inLab);

    const students = studentsIn(config);
    const classroom =
      students.length > 0 ? new Classroom("students", { cluster, students, quota: quotaOf(config) }, inLab) : undefined;

    this.appUrl = workload.url;
    this.iisUrl = iis?.url;
    this.registry = registry?.server;
    this.image = image.reference;
    this.kubeconfig = cluster.kubeconfig;
    this.cluster = target.clusterReference;
    this.dockerHost = host?.addresses;
    this.sshPrivateKey = host?.sshPrivateKey;
    this.students = classroom?.kubeconfigs;
    this.registerOutputs({
      appUrl: this.appUrl,
      iisUrl: this.iisUrl,
      registry: this.registry,
      image: this.image,
      kubeconfig: this.kubeconfig,
      cluster: this.cluster,
      dockerHost: this.dockerHost,
      sshPrivateKey: this.sshPrivateKey,
      students: this.students,
    });
  }
}

function quotaOf(config: LabConfig): SpaceQuota {
  return {
    cpu: config.studentCpu,
    memory: config.studentMemory,
    pods: config.studentPods,
    services: config.studentServices,
    loadBalancers: config.studentLoadBalancers,
    volumes: config.studentVolumes,
  };
}
