import { ContainerLab } from "../../components/containerLab";
import { loadConfig } from "../../config/load";
import { type Inputs, type ResourceModel, type SimulatedResource, simulate } from "../../simulator";
import { project, valueOf } from "../lab";
import { realCertificates } from "./certificates";

/** What the program would submit for a stack, as it is. */
export interface RehearsedLab {
  readonly resources: readonly SimulatedResource[];
  /** Of a cluster that the lab makes itself. */
  readonly kubeconfig: string | undefined;
  /** What goes to the cluster, in the order in which the program registers it. */
  readonly objects: readonly Inputs[];
}

/** Runs the program for a stack `local` again and again, with the same real certificates each time. */
export class Rehearsals {
  private readonly certificates = realCertificates();

  /**
   * @param config keys of the lab, each value as Pulumi hands it over
   * @param repoDigest reference of the image that was really pushed, once it is
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
