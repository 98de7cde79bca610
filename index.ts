import { ContainerLab } from "./components/containerLab";
import { loadConfig } from "./config";

const lab = new ContainerLab("lab", loadConfig());

// Exported as one object: what this lab does not have is no output at all, not an undefined one.
export = {
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
