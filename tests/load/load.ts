import { once } from "node:events";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { startThread } from "../../lib/thread";
import { Outcome, type Visit } from "./outcome";
import type { Stall } from "../../cli/commands/drill/load/stalls";

export interface Settings {
  readonly url: string;
  /** Milliseconds from one visitor to the next. */
  readonly everyMs: number;
  /** A visitor who waits longer than this has gone. */
  readonly patienceMs: number;
  /** The load ends by itself after this time. */
  readonly mostMs: number;
}

/** What the load's thread reports. */
export type Message = { readonly visit: Visit } | { readonly stall: Stall };

const defaults = { everyMs: 50, patienceMs: 2000, mostMs: 1_800_000 };

/** A steady load on a page, from a thread of its own. Each visitor has a connection of their own. */
export class Load {
  private readonly visits: Visit[] = [];
  private readonly stalls: Stall[] = [];
  private readonly worker: Worker;
  private readonly ended: Promise<unknown>;

  /** Begins at once. */
  constructor(url: string, settings: Partial<Omit<Settings, "url">> = {}) {
    // The clock of `performance.now()` starts at zero in each thread; all threads share that of `hrtime`.
    const clockOffset = performance.now() - Number(process.hrtime.bigint()) / 1e6;
    this.worker = startThread(join(__dirname, "visitors.ts"), { ...defaults, ...settings, url, clockOffset });
    this.worker.on("message", (message: Message) => {
      if ("visit" in message) this.visits.push(message.visit);
      else this.stalls.push(message.stall);
    });
    this.ended = once(this.worker, "exit");
    // `stop` throws it.
    this.ended.catch(() => undefined);
  }

  /** Number of visits that are over. */
  get total(): number {
    return this.visits.length;
  }

  /** Ends it, once the last visitor has an answer or has gone. */
  async stop(): Promise<Outcome> {
    this.worker.postMessage("stop");
    await this.ended;
    return new Outcome(this.visits, this.stalls);
  }
}

/** Runs something under a steady load on a page. The load ends with it, also when it fails. */
export async function underLoad<T>(
  url: string,
  action: (load: Load) => Promise<T>,
): Promise<{ result: T; outcome: Outcome }> {
  const load = new Load(url);
  try {
    const result = await action(load);
    return { result, outcome: await load.stop() };
  } catch (error) {
    await load.stop();
    throw error;
  }
}
