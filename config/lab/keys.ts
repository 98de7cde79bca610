import { mostLocalNodes } from "../../facts/localNodes";
import { key } from "../key";
import { oneOf, orEmpty, orZero, whole } from "../kinds";
import { imageReference } from "../kinds/kubernetes";

/** More nodes than this are a slip of the finger in a class, and an expensive one; AKS itself would go further. */
export const mostNodes = 100;

/** Keys of every lab, wherever it stands. */
export const labKeys = {
  target: key(oneOf("azure", "local"), {
    default: "azure",
    description: "Where the lab stands: on Azure, or on the Docker of the machine that runs Pulumi.",
  }),
  nodeCount: key(whole(1, mostNodes), {
    default: 4,
    description: `Linux nodes of the cluster; at most ${mostLocalNodes} with target local. With kubeContext: how many that cluster has.`,
  }),
  image: key(orEmpty(imageReference, "nothing to build app/"), {
    default: "",
    description:
      "A ready image in place of app/. It listens on port 8080, answers /healthz and /readyz there, runs as user 65532 on a read-only file system, and needs 256Mi at most; what may differ stands in components/kubernetes/workload/contract.ts. With target azure, or with kubeContext, no Docker is needed then.",
  }),
  replicas: key(orZero(whole(1, 1000), "one a node"), {
    default: 0,
    example: "8",
    description: "Pods of the workload; 0 means one a node.",
  }),
};
