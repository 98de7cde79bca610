import * as pulumi from "@pulumi/pulumi";
import { k3sApiServerPort } from "../../facts/k3s";
import { mostPodPids } from "../../facts/kubernetes/nodes";
import { yamlDocument } from "../../lib/yaml";
import { type PublishedPort, onLoopback } from "./docker";
import { serverName } from "./names";

/** Where Services of type LoadBalancer answer inside the server's container. */
export const webPort = 80;

/** k3s's own folders and files (docs.k3s.io, "k3s server", "Private Registry Configuration" and "Architecture"). */
const configFolder = "/etc/rancher/k3s";
const tokenFile = `${configFolder}/token`;
const nodePasswordFile = "/etc/rancher/node/password";
const serverData = "/var/lib/rancher/k3s/server";
/** What claims of the class local-path are given is in folders of this one (docs.k3s.io, "Volumes and Storage"). */
export const storageFolder = "/var/lib/rancher/k3s/storage";
const kubeletKubeconfig = "/var/lib/rancher/k3s/agent/kubelet.kubeconfig";

/** A file that Docker writes into a container before it starts. */
export interface Upload {
  file: string;
  content: pulumi.Input<string>;
}

/** What makes a node a server or an agent. */
export interface NodeSpec {
  command: string[];
  envs: string[];
  uploads: Upload[];
  volumes: { volumeName: pulumi.Input<string>; containerPath: string }[];
  ports: PublishedPort[];
  /** Health check that succeeds when the node is Ready. */
  healthCommand(nodeName: string): string[];
}

/** Ports on 127.0.0.1. */
export interface ClusterPorts {
  api: number;
  app: number;
}

/** Kubernetes considers a node lost after this many seconds without a sign of life. Its own default of 50 is long in a class. */
const gracePeriodSeconds = 12;

/** k3s reads further kubelet configuration from here (docs.k3s.io, "Kubelet Configuration Files"). */
const kubeletFolder = `${configFolder}/kubelet.conf.d`;
const kubeletArgs = [`--kubelet-arg=config-dir=${kubeletFolder}`];
const kubeletConfig = {
  apiVersion: "kubelet.config.k8s.io/v1beta1",
  kind: "KubeletConfiguration",
  // A kubelet renews its node's lease four times in this time, so a laptop may be slow for a moment. No flag exists for it.
  nodeLeaseDurationSeconds: gracePeriodSeconds,
  // Processes of a pod: without a bound, one that forks without end takes all of the machine's.
  podPidsLimit: mostPodPids,
  // The seccomp profile that containers of Docker have, for pods that name none.
  seccompDefault: true,
  // A node's status, which every student may read, would name the images of others.
  nodeStatusMaxImages: 0,
  // Without it, a kubelet of 1.35 or newer exits on a machine with control groups of version 1, as some WSL has.
  failCgroupV1: false,
};

/**
 * The server: it has the control plane, and runs pods, too.
 *
 * @param authorities Files of the cluster's certificate authorities.
 * @param volumeName Docker volume for the cluster's data.
 */
export function serverSpec(authorities: Upload[], volumeName: pulumi.Input<string>, ports: ClusterPorts): NodeSpec {
  return {
    command: [
      "server",
      "--tls-san=127.0.0.1",
      // The lab's Service takes port 80.
      "--disable=traefik",
      `--kube-controller-manager-arg=node-monitor-grace-period=${gracePeriodSeconds}s`,
      "--kube-controller-manager-arg=node-monitor-period=1s",
      ...kubeletArgs,
    ],
    envs: [],
    uploads: authorities,
    volumes: [{ volumeName, containerPath: serverData }],
    ports: [onLoopback(k3sApiServerPort, ports.api), onLoopback(webPort, ports.app)],
    healthCommand: (nodeName) => ["CMD", "kubectl", ...waitForNode(nodeName)],
  };
}

export function agentSpec(): NodeSpec {
  return {
    command: ["agent", ...kubeletArgs],
    envs: [`K3S_URL=https://${serverName()}:${k3sApiServerPort}`],
    uploads: [],
    volumes: [],
    ports: [],
    healthCommand: (nodeName) => ["CMD", "kubectl", `--kubeconfig=${kubeletKubeconfig}`, ...waitForNode(nodeName)],
  };
}

/** The server waits for its own node, too: pods that are scheduled before it is Ready would go to the agents. */
function waitForNode(nodeName: string): string[] {
  return ["wait", "--for=condition=Ready", `node/${nodeName}`, "--timeout=2s"];
}

/**
 * Environment of every node. What begins with CONTAINERD_ is for k3s's containerd alone, which pulls images (k3s-io/k3s,
 * `pkg/agent/containerd/containerd.go`).
 *
 * @param proxies variables by name
 */
export function nodeEnvs(proxies: Record<string, pulumi.Input<string>>): pulumi.Input<string>[] {
  return [
    `K3S_TOKEN_FILE=${tokenFile}`,
    ...Object.entries(proxies).map(([name, value]) =>
      typeof value === "string" ? `CONTAINERD_${name}=${value}` : pulumi.interpolate`CONTAINERD_${name}=${value}`,
    ),
  ];
}

/**
 * Besides the system's certificates, programs in Go trust those in every file of this folder (golang/go,
 * `src/crypto/x509/root_linux.go` and `root_unix.go`), and so does k3s's containerd, whatever registry it pulls from.
 */
const authorityFile = "/etc/ssl/certs/lab-authority.pem";

export interface NodeFiles {
  /** Lets a node join. Secret. */
  token: pulumi.Output<string>;
  /** Proves that the node is the one that joined under its name. Secret. */
  password: pulumi.Output<string>;
  /** Where the nodes find registries, in the form of k3s's registries.yaml. */
  mirrors: Record<string, { endpoint: string[] }>;
  /** Certificates of authorities that the nodes trust when they pull images, as PEM. @default none but the usual ones */
  authority?: string | undefined;
}

/** Files of every node. */
export function nodeFiles({ token, password, mirrors, authority }: NodeFiles): Upload[] {
  return [
    { file: tokenFile, content: token },
    { file: `${configFolder}/registries.yaml`, content: yamlDocument({ mirrors }) },
    { file: `${kubeletFolder}/lab.conf`, content: yamlDocument(kubeletConfig) },
    { file: nodePasswordFile, content: password },
    ...(authority === undefined ? [] : [{ file: authorityFile, content: authority }]),
  ];
}
