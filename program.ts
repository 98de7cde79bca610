import type * as pulumi from "@pulumi/pulumi";
import { loadConfig } from "./config/load";

/** What the stack puts out. What this lab does not have is no output at all, not an undefined one. */
export type LabOutputs = Readonly<Record<string, pulumi.Input<unknown>>>;

/**
 * The lab: reads the stack's configuration and registers one `ContainerLab`. A wrong configuration is reported before the
 * components, and the provider SDKs that they use, are loaded.
 *
 * @throws ConfigError
 */
export async function program(): Promise<LabOutputs> {
  const config = loadConfig();
  const { ContainerLab } = await import("./components/containerLab");
  const lab = new ContainerLab("lab", config);
  return {
    appUrl: lab.appUrl,
    ...(lab.registry && { registry: lab.registry }),
    image: lab.image,
    cluster: lab.cluster,
    ...(lab.kubeconfig && { kubeconfig: lab.kubeconfig }),
    ...(lab.iisUrl && { iisUrl: lab.iisUrl }),
    ...(lab.dockerHost && { dockerHost: lab.dockerHost }),
    ...(lab.students && { students: lab.students }),
    ...(lab.sshPrivateKey && { sshPrivateKey: lab.sshPrivateKey }),
  };
}
