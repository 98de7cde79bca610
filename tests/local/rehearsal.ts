import { ContainerLab } from "../../components/containerLab";
import { loadConfig } from "../../config/load";
import { type Inputs, type ResourceModel, type SimulatedResource, simulate } from "../../simulator";
import { project, valueOf } from "../lab";
import { realCertificates } from "./certificates";

/** What the program submits for a stack. */
export interface RehearsedLab {
  readonly resources: readonly SimulatedResource[];
  /** `undefined` if the cluster is not the lab's own. */
  readonly kubeconfig: string | undefined;
  /** Kubernetes objects in the order in which the program registers them. */
  readonly objects: readonly Inputs[];
}

/** Runs the program for a stack `local`, any number of times with the same real certificates. */
export class Rehearsals {
  private readonly certificates = realCertificates();

  /**
   * @param config keys of the lab; values are as Pulumi passes them
   * @param repoDigest reference of the pushed image. @default the one that the simulator generates
   */
  async run(config: Readonly<Record<string, string>>, repoDigest?: string): Promise<RehearsedLab> {
    const pushed: Record<string, ResourceModel> =
      repoDigest === undefined
        ? {}
        : { "docker:index/image:Image": { create: () => ({ id: repoDigest, outputs: { repoDigest } }) } };
    const values = Object.entries({ target: "local", ...config }).map(([key, value]) => [`${project}:${key}`, value]);
    const { resources, result } = await simulate(() => new ContainerLab("lab", loadConfig()).outputs, {
      project,
      stack: "local",
      config: Object.fromEntries(values) as Record<string, string>,
      models: { ...this.certificates, ...pushed },
    });
    const objects = resources.filter(({ type }) => type.startsWith("kubernetes:")).map(({ inputs }) => inputs);
    return { resources, objects, kubeconfig: result.kubeconfig && (await valueOf(result.kubeconfig)) };
  }
}
