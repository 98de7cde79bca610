import type { Context } from "../../../context";
import type { KubeApi } from "../../../kubernetes/api";
import type { NodeState } from "../cluster/state";
import type { Words } from "../words";

/** One way to lose a node, and to get it back. */
export interface Loss {
  /** What is done to the node, for the timeline. */
  readonly what: Words;
  /** What the user must know before. @default nothing */
  readonly warning?: string;
  /** Whether Kubernetes is to find out by itself, as NotReady. */
  readonly unannounced: boolean;
  /** After `restore`, the node is Ready again within this time. */
  readonly backSeconds: number;
  /** Gets all ready. Nothing is lost yet. @throws UserError if it cannot be done here */
  prepare(): Promise<void>;
  /** Loses the node, or begins to. */
  lose(): Promise<void>;
  /** Brings back what `prepare` and `lose` took, however far they came. */
  restore(): Promise<void>;
}

/** A node that was started, or whose network is back, is Ready in seconds; a busy machine may be slower. */
export const readySeconds = 300;

export interface LossTools {
  readonly context: Context;
  readonly api: KubeApi;
  readonly node: NodeState;
  /** Name of the project, which its containers have as a label. */
  readonly project: string;
  /** Image of a pod that the node runs already. */
  readonly image: string;
  readonly cutSeconds: number;
  readonly pause: (ms: number) => Promise<void>;
}
