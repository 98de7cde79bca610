import { once } from "node:events";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { startThread } from "../../../lib/thread";

/** How a load balancer asks whether a node may have visitors: for a page, or only for a connection. */
export interface Probe {
  readonly port: number;
  /** @default none: a node that accepts a connection is well */
  readonly path?: string;
}

export interface Settings {
  /** Addresses of the nodes. */
  readonly nodes: readonly string[];
  /** The Service's port on each node. */
  readonly nodePort: number;
  readonly probe: Probe;
}

/**
 * A load balancer that chooses nodes as Azure's does: every node in turn, less those that its probes have found dead. It runs in a
 * thread of its own, so that nothing else delays its probes or its visitors.
 */
export class ProbingLoadBalancer {
  private constructor(
    private readonly worker: Worker,
    /** Where it answers, on the loopback. */
    readonly url: string,
  ) {}

  static async start(settings: Settings): Promise<ProbingLoadBalancer> {
    const worker = startThread(join(__dirname, "thread.ts"), settings);
    const [port] = (await once(worker, "message")) as [number];
    return new ProbingLoadBalancer(worker, `http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
