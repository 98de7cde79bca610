import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import type { ClusterCertificates } from "./certificates";
import { labLabels } from "./docker";
import type { LocalNetwork } from "./network";
import type { LocalRegistry } from "./registry";

/** Inside the server's container: the API server, and where Services of type LoadBalancer answer on port 80. */
export const apiServerPort = 6443;
export const webPort = 80;

const folder = "/etc/rancher/k3s";
/** Where k3s keeps the control plane's database, certificates and tokens. */
const serverData = "/var/lib/rancher/k3s/server";

const tokenFile = `${folder}/token`;

/** Where k3s keeps the agent's own credentials. */
const kubeletKubeconfig = "/var/lib/rancher/k3s/agent/kubelet.kubeconfig";

/** Name of the server, on the lab's network and as a node. */
const serverName = "lab-server";

/** A file that is put into a container before it starts. */
export interface Upload {
  file: string;
  content: pulumi.Input<string>;
}

/** A port of a container on one of this machine's addresses. */
export interface PublishedPort {
  internal: number;
  external: number;
  ip: string;
  protocol: string;
}

/** What makes a node a server or an agent. */
export interface NodeSpec {
  command: string[];
  envs: string[];
  uploads: Upload[];
  volumes: { volumeName: pulumi.Input<string>; containerPath: string }[];
  ports: PublishedPort[];
  /** Exits with 0 when the node is Ready. */
  check(nodeName: string): string[];
}

export interface NodeArgs extends NodeSpec {
  /** Id of the image. */
  image: pulumi.Input<string>;
  networkAttachment: ReturnType<LocalNetwork["nodeAttachment"]>;
  registry: LocalRegistry;
  /** By which nodes join. Secret. */
  token: pulumi.Output<string>;
  /** By which the server knows this node again. Secret. */
  password: pulumi.Output<string>;
}

/** Kubernetes takes a node for lost after this time without a word from it. Its own default of 50 s is long in a class. */
const gracePeriodSeconds = 12;

/**
 * A kubelet renews its node's lease four times in a lease's time, so that a laptop may be slow for a moment. There is no flag
 * for it, and k3s takes a folder of the kubelet's configuration besides its own (docs.k3s.io, "Kubelet Configuration Files").
 */
const kubeletFolder = `${folder}/kubelet.conf.d`;
const kubeletArgs = [`--kubelet-arg=config-dir=${kubeletFolder}`];
const kubeletConfig = {
  apiVersion: "kubelet.config.k8s.io/v1beta1",
  kind: "KubeletConfiguration",
  nodeLeaseDurationSeconds: gracePeriodSeconds,
  // Without it a kubelet of 1.35 or newer ends at once where the machine has control groups of version 1, as some WSL has.
  failCgroupV1: false,
};

/**
 * The control plane, which runs pods, too.
 *
 * @param data Keeps what the cluster knows.
 */
export function serverSpec(certificates: ClusterCertificates, data: docker.Volume, ports: PublishedPort[]): NodeSpec {
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
    uploads: certificates.files,
    volumes: [{ volumeName: data.name, containerPath: serverData }],
    ports,
    check: (nodeName) => ["CMD", "kubectl", ...waitForNode(nodeName)],
  };
}

export const agentSpec: NodeSpec = {
  command: ["agent", ...kubeletArgs],
  envs: [`K3S_URL=https://${serverName}:${apiServerPort}`],
  uploads: [],
  volumes: [],
  ports: [],
  check: (nodeName) => ["CMD", "kubectl", `--kubeconfig=${kubeletKubeconfig}`, ...waitForNode(nodeName)],
};

/** Of the server, too: pods that are scheduled while its node is not Ready would pass it over. */
function waitForNode(nodeName: string): string[] {
  return ["wait", "--for=condition=Ready", `node/${nodeName}`, "--timeout=2s"];
}

/** @param name Logical name; `lab-` before it is the name of the container and of the node, as people type it. */
export function nodeContainer(name: string, args: NodeArgs, opts: pulumi.CustomResourceOptions): docker.Container {
  const nodeName = `lab-${name}`;
  return new docker.Container(
    name,
    {
      name: nodeName,
      hostname: nodeName,
      image: args.image,
      command: args.command,
      envs: [`K3S_TOKEN_FILE=${tokenFile}`, ...args.envs],
      uploads: [
        { file: tokenFile, content: args.token },
        { file: `${folder}/registries.yaml`, content: stringify({ mirrors: args.registry.mirrors }) },
        { file: `${kubeletFolder}/lab.conf`, content: stringify(kubeletConfig) },
        { file: "/etc/rancher/node/password", content: args.password },
        ...args.uploads,
      ],
      // k3s runs containers of its own: it needs the kernel's namespaces and control groups, of its own where there can be.
      privileged: true,
      cgroupnsMode: "private",
      tmpfs: { "/run": "", "/var/run": "" },
      networksAdvanced: args.networkAttachment,
      volumes: args.volumes,
      ports: args.ports,
      healthcheck: { tests: args.check(nodeName), interval: "3s", timeout: "10s", retries: 100 },
      wait: true,
      waitTimeout: 300,
      restart: "unless-stopped",
      // `docker stop` is an exercise. Without this, a refresh would delete a node that is stopped.
      mustRun: false,
      labels: labLabels(),
    },
    {
      ...opts,
      // Its name and its ports are taken as long as the old one is there.
      deleteBeforeReplace: true,
      // The provider takes these for changed in place, and changes nothing.
      replaceOnChanges: ["healthcheck", "tmpfs"],
    },
  );
}
