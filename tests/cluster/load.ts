import { setTimeout } from "node:timers/promises";
import { fetchPage } from "../../cli/fetchPage";

/** One request, by the clock of `performance.now()`. */
interface Request {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly ok: boolean;
}

/** Visitors at a steady pace, each over a connection of its own. One who waits longer than this has gone. */
const patienceMs = 2000;
const everyMs = 50;

/** A steady load on a page, and what came of it. */
export class Load {
  private readonly requests: Request[] = [];
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  /** Begins at once. @param mostMs it ends by itself then */
  constructor(url: string, mostMs = 600_000) {
    this.running = this.run(url, performance.now() + mostMs);
  }

  /** Ends it, once the last visitor has an answer or has gone. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  get total(): number {
    return this.requests.length;
  }

  /** How many failed of those that began at `from` or later. */
  failedSince(from = 0): number {
    return this.requests.filter(({ ok, startedAt }) => !ok && startedAt >= from).length;
  }

  /** Seconds of the longest time in which nobody got an answer. */
  get longestGap(): number {
    const answers = this.requests
      .filter(({ ok }) => ok)
      .map(({ endedAt }) => endedAt)
      .sort((a, b) => a - b);
    return Math.max(0, ...answers.slice(1).map((time, index) => time - answers[index]!)) / 1000;
  }

  private async run(url: string, until: number): Promise<void> {
    const visits: Promise<void>[] = [];
    while (!this.stopping.signal.aborted && performance.now() < until) {
      visits.push(this.visit(url));
      await setTimeout(everyMs);
    }
    await Promise.all(visits);
  }

  private async visit(url: string): Promise<void> {
    const startedAt = performance.now();
    const ok = await fetchPage(url, patienceMs).then(
      () => true,
      () => false,
    );
    this.requests.push({ startedAt, endedAt: performance.now(), ok });
  }
}
