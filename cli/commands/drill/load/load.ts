import { once } from "node:events";
import { join } from "node:path";
import { hrtime } from "node:process";
import type { Worker } from "node:worker_threads";
import { startThread } from "../../../../lib/thread";
import type { Environment } from "../../../context";
import type { Message, Visit } from "./openLoop";
import type { Stall } from "./stalls";

export interface LoadSettings {
  readonly url: string;
  readonly everyMs: number;
  /** A visitor who waits longer than this has gone. */
  readonly patienceMs: number;
  /** Names the proxies, if there are any. */
  readonly env: Environment;
}

/** What a load's thread gets. */
export interface ThreadData extends LoadSettings {
  /** What to add to a thread's `hrtime`, in milliseconds, to get the starter's `performance.now()`. */
  readonly clockOffset: number;
}

/** What a load has seen, by the clock of `performance.now()`. */
export interface Seen {
  readonly visits: readonly Visit[];
  /** When the load itself stood still. */
  readonly stalls: readonly Stall[];
}

export interface RunningLoad extends Seen {
  /** Ends it, once the last visitor has an answer or has gone. */
  stop(): Promise<Seen>;
}

/** A steady load on a page, from a thread of its own: nothing that the command does delays it. */
export class Load implements RunningLoad {
  readonly visits: Visit[] = [];
  readonly stalls: Stall[] = [];
  private readonly worker: Worker;
  private readonly ended: Promise<unknown>;

  /** Begins at once. */
  constructor(settings: LoadSettings) {
    // The clock of `performance.now()` starts at zero in each thread; all threads share that of `hrtime`.
    const clockOffset = performance.now() - Number(hrtime.bigint()) / 1e6;
    const data: ThreadData = { ...settings, env: { ...settings.env }, clockOffset };
    this.worker = startThread(join(__dirname, "visitors.ts"), data);
    this.worker.on("message", (message: Message) => {
      if ("visit" in message) this.visits.push(message.visit);
      else this.stalls.push(message.stall);
    });
    this.ended = once(this.worker, "exit");
    // `stop` throws it.
    this.ended.catch(() => undefined);
  }

  async stop(): Promise<Seen> {
    this.worker.postMessage("stop");
    await this.ended;
    return this;
  }
}
