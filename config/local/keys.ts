import { key } from "../key";
import { orEmpty } from "../kinds";
import { authorityFile } from "../kinds/authority";
import { contextName, kubeconfigPath } from "../kinds/kubernetes";
import { httpsAddress, port, range, registryHost } from "../kinds/network";

/** Keys of a lab on this machine's Docker. */
const dockerKeys = {
  registryPort: key(port, {
    only: "local",
    default: 5001,
    description: "Port of the registry on 127.0.0.1. Not 5000, where macOS listens itself.",
  }),
  apiPort: key(port, {
    only: "local",
    default: 6550,
    description: "Port of the cluster's API server on 127.0.0.1.",
  }),
  appPort: key(port, {
    only: "local",
    default: 8090,
    description: "Port of the app on 127.0.0.1. 8080 is the Compose file's.",
  }),
  networkCidr: key(range(8, 27, "10.150.0.0/24"), {
    only: "local",
    default: "10.150.0.0/24",
    description:
      "Addresses of the nodes' network on Docker, apart from its other networks. Fixed, so that the nodes keep their addresses over a restart. A change replaces the containers and keeps their data.",
  }),
  authorityFile: key(orEmpty(authorityFile, "nothing"), {
    only: "local",
    default: "",
    description:
      "For networks that inspect TLS: a file with the authority's certificate, which the nodes then trust when they pull images. Docker itself must trust it, too. A change replaces the containers and keeps their data.",
  }),
};

/** Keys of a lab on a cluster that exists already. */
const existingClusterKeys = {
  kubeContext: key(orEmpty(contextName, "nothing"), {
    only: "local",
    default: "",
    description:
      "A cluster that exists already (kind, minikube, Docker Desktop, the school's), by its context in your kubeconfig, in place of the lab's own. Requires registryServer or image.",
  }),
  kubeconfig: key(orEmpty(kubeconfigPath, "nothing for the usual one"), {
    only: "local",
    default: "",
    description: "The file that kubeContext is in. Empty: what KUBECONFIG names, or ~/.kube/config.",
  }),
  registryServer: key(orEmpty(registryHost, "nothing"), {
    only: "local",
    default: "",
    description:
      "With kubeContext: the registry that app/ is pushed to, under a name by which the cluster can pull from it, too. Your own `docker login` is used.",
  }),
  apiServer: key(orEmpty(httpsAddress, "nothing"), {
    only: "local",
    default: "",
    description:
      "With kubeContext and students: the API server's address as the students reach it, for their kubeconfigs.",
  }),
};

/** Keys of the local target. */
export const localKeys = { ...dockerKeys, ...existingClusterKeys };
