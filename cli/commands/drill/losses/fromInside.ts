import { randomBytes } from "node:crypto";
import { durationText } from "../../../../lib/duration";
import { UserError } from "../../../../lib/userError";
import { CannotTell } from "../../../cannotTell";
import type { KubeApi } from "../../../kubernetes/api";
import { happened } from "../words";
import { type Loss, type LossTools, readySeconds } from "./loss";
import { createPod, deletePod, failureOf, isArmed, nodePod, readPod, untouched } from "./nodePod";
import { cutScript, powerOffScript, waitSeconds } from "./nodeScript";

/** The kubelet may take so long to start a pod, and to report it. */
const startSeconds = 60;
/** The same to report its end, once its node is back. */
const endSeconds = 60;
const lookMs = 250;
/** AKS's repair may take an hour (azure-aks-docs, `node-auto-repair.md`, 2025-01); nobody waits for so long in a class. */
const repairSeconds = 1800;

/**
 * Cuts a node off from inside, for a time that is set on the node itself: nobody outside has to end it.
 *
 * AKS's own people warn of touching the machines of a scale set, so this leaves the machine alone (Azure/AKS #1871, #800).
 */
export function cut(tools: LossTools): Loss {
  const { node, cutSeconds } = tools;
  const order = new Order(tools, cutScript(cutSeconds), cutSeconds + endSeconds);
  return {
    what: happened.cut(node.name, durationText(cutSeconds)),
    unannounced: true,
    backSeconds: readySeconds,
    prepare: () => order.prepare(),
    lose: () => order.give(),
    restore: () => order.end(cutSeconds + endSeconds),
  };
}

/** Switches a machine of AKS off from inside. Only AKS switches it on again. */
export function powerOff(tools: LossTools): Loss {
  const { node } = tools;
  const order = new Order(tools, powerOffScript(), endSeconds);
  return {
    what: happened.switchedOff(node.name),
    warning:
      `AKS's own people warn of switching machines off (Azure/AKS #1871, #800), and ${node.name} stays off, and billed, until AKS ` +
      "repairs it: it restarts a node after five to ten minutes of NotReady, as far as it can, and may take an hour. If it does not, " +
      "`az aks nodepool delete-machines` removes the machine and `az aks nodepool scale` gives another; both need more than a kubeconfig.",
    unannounced: true,
    backSeconds: repairSeconds,
    async prepare() {
      if (!node.providerId.startsWith("azure://")) {
        throw new UserError(`--mode power-off: ${node.name} is not a machine of Azure, and is left as it is.`);
      }
      await order.prepare();
    },
    lose: () => order.give(),
    // Its pod cannot end before its node is back. Who follows the nodes sees that.
    restore: () => order.end(0),
  };
}

/** A pod on the node that waits for an order. */
class Order {
  private readonly name = `lab-drill-${randomBytes(4).toString("hex")}`;
  private state: "none" | "waiting" | "given" = "none";

  constructor(
    private readonly tools: LossTools,
    private readonly script: string,
    private readonly graceSeconds: number,
  ) {}

  async prepare(): Promise<void> {
    const { api, node, image, pause } = this.tools;
    const { script, graceSeconds } = this;
    await createPod(api, nodePod(this.name, { node, image, script, graceSeconds }));
    this.state = "waiting";
    let last = "it did not start";
    for (let waited = 0; waited < startSeconds * 1000; waited += lookMs) {
      const pod = await readPod(api, this.name);
      if (pod !== undefined && isArmed(pod, node.name)) return;
      last = pod === undefined ? "its pod was removed" : failureOf(pod.status);
      await pause(lookMs);
    }
    throw new UserError(`${node.name} does not run the drill's pod: ${last}. ${untouched}`);
  }

  async give(): Promise<void> {
    await deletePod(this.tools.api, this.name);
    this.state = "given";
  }

  /** Waits until the pod has ended by itself: to delete one that waits would be the order. */
  async end(withinSeconds: number): Promise<void> {
    const { api, pause, node } = this.tools;
    if (this.state === "none") return;
    const limit = this.state === "given" ? withinSeconds : waitSeconds + startSeconds;
    if (!(await endOfPod(api, this.name, limit, pause)) && limit > 0) {
      throw new CannotTell(`${node.name} has not reported that it is whole again after ${durationText(limit)}.`);
    }
  }
}

/**
 * Waits until a drill's pod has ended by itself, and removes what is left of it.
 *
 * @returns whether it is gone
 */
export async function endOfPod(
  api: KubeApi,
  name: string,
  withinSeconds: number,
  pause: (ms: number) => Promise<void>,
): Promise<boolean> {
  for (let waited = 0; ; waited += lookMs) {
    const pod = await readPod(api, name);
    if (pod === undefined) return true;
    const { metadata, status } = pod;
    const ended = status.phase === "Succeeded" || status.phase === "Failed";
    if (ended && metadata.deletionTimestamp === undefined) await deletePod(api, name);
    if (waited >= withinSeconds * 1000) return false;
    await pause(lookMs);
  }
}
