import { UserError } from "../../../../lib/userError";
import { type KubeApi, Refusal } from "../../../kubernetes/api";
import type { NodeState } from "../cluster/state";
import { armedFile } from "./nodeScript";

/** Selects a drill's pods. */
export const drillPodLabel = "container-lab/drill";
/** Nothing keeps privileged pods out of it. */
export const drillPodNamespace = "kube-system";
export const drillPodsPath = `/api/v1/namespaces/${drillPodNamespace}/pods`;

export interface NodePodSpec {
  readonly node: NodeState;
  /** An image that the node has already. */
  readonly image: string;
  readonly script: string;
  /** The pod may take so long to end. */
  readonly graceSeconds: number;
}

/** Folders of the node that take the place of the image's own, so that the node's programs run, whatever the image has. */
function foldersOf({ architecture }: NodeState): string[] {
  return ["/bin", "/lib", ...(architecture === "amd64" ? ["/lib64"] : []), "/usr"];
}

/**
 * A privileged pod that runs a script in the node itself, with the node's own programs. The image is that of the app, which the node
 * has: it has no shell, and needs none, and nothing is pulled. It bears all taints, so that nobody evicts it from a lost node.
 */
export function nodePod(name: string, { node, image, script, graceSeconds }: NodePodSpec) {
  const folders = foldersOf(node).map((path) => ({ name: path.slice(1), path }));
  const onNode = ["nsenter", "-t", "1", "-m", "--"];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels: { [drillPodLabel]: "true" } },
    spec: {
      nodeName: node.name,
      hostPID: true,
      hostNetwork: true,
      restartPolicy: "Never",
      priorityClassName: "system-node-critical",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: graceSeconds,
      tolerations: [{ operator: "Exists" }],
      containers: [
        {
          name: "drill",
          image,
          imagePullPolicy: "IfNotPresent",
          command: [...onNode, "sh", "-c", script, "drill", name, node.address],
          // The probe starts where the script is, in the node's own tree.
          workingDir: "/",
          env: [{ name: "PATH", value: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/bin/aux" }],
          securityContext: { privileged: true, runAsUser: 0 },
          terminationMessagePolicy: "FallbackToLogsOnError",
          readinessProbe: {
            exec: { command: [...onNode, "test", "-e", armedFile(name)] },
            periodSeconds: 1,
            timeoutSeconds: 5,
          },
          volumeMounts: folders.map((folder) => ({ name: folder.name, mountPath: folder.path, readOnly: true })),
        },
      ],
      volumes: folders.map((folder) => ({ name: folder.name, hostPath: { path: folder.path } })),
    },
  };
}

export interface PodStatus {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly {
      readonly state?: {
        readonly waiting?: { readonly reason?: string; readonly message?: string };
        readonly terminated?: { readonly message?: string };
      };
    }[];
  };
}

export async function createPod(api: KubeApi, body: object): Promise<void> {
  await api.request({ method: "POST", path: drillPodsPath, body });
}

/** @returns `undefined` once it is gone */
export async function readPod(api: KubeApi, name: string): Promise<PodStatus | undefined> {
  return ignoring404(() => api.request<PodStatus>({ method: "GET", path: `${drillPodsPath}/${name}` }));
}

/** Deletes it with its own grace period; to a pod that waits, this is the order. */
export async function deletePod(api: KubeApi, name: string): Promise<void> {
  await ignoring404(() => api.request({ method: "DELETE", path: `${drillPodsPath}/${name}` }));
}

/** Whether its script waits for the order. @throws UserError if it ended before */
export function isArmed({ status }: PodStatus, node: string): boolean {
  const { phase, conditions = [] } = status;
  if (phase === "Failed" || phase === "Succeeded") {
    throw new UserError(`${node} cannot be cut off from inside: ${failureOf(status)}. ${untouched}`);
  }
  return conditions.some(({ type, status: is }) => type === "Ready" && is === "True");
}

/** A drain is by the API server alone. */
export const untouched = "Nothing was done to it. `--mode drain` needs no pod there.";

/** Why a pod does not run, as its node says. */
export function failureOf({ containerStatuses = [] }: PodStatus["status"]): string {
  const { waiting, terminated } = containerStatuses[0]?.state ?? {};
  return (terminated?.message ?? waiting?.message ?? waiting?.reason ?? "it did not start").trim();
}

async function ignoring404<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refusal && error.code === 404) return undefined;
    throw error;
  }
}
