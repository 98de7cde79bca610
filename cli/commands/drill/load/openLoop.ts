import { type Stall, StallDetector } from "./stalls";

/** One request of a load, in milliseconds of one clock. */
export interface Visit {
  /** When it was to be sent, whether or not the load was in time. */
  readonly dueAt: number;
  readonly endedAt: number;
  /** Why there was no answer with status 200 in time. @default there was one */
  readonly error?: string;
}

export type Message = { readonly visit: Visit } | { readonly stall: Stall };

/** Time, as far as a load needs it. */
export interface LoopClock {
  /** Milliseconds. */
  now(): number;
  /** Calls back once, not before that time. */
  at(time: number, callback: () => void): void;
}

/** A tick is due so often; a stall is a pause of ten. */
const tickMs = 20;
const leastStallMs = 200;

/**
 * Sends request n at t0 + n·interval, whatever becomes of those before it: a slow answer delays no other request, and what a visitor
 * would have waited for shows up in full. It watches itself, and reports when it stood still.
 */
export class OpenLoop {
  private readonly begun: number;
  private readonly stalls: StallDetector;
  private readonly open = new Set<Promise<void>>();
  private sent = 0;
  private sending = true;
  private ticking = true;

  /**
   * @param everyMs milliseconds from one request to the next
   * @param ask sends a request; rejects if it is not answered
   */
  constructor(
    private readonly everyMs: number,
    private readonly clock: LoopClock,
    private readonly ask: () => Promise<unknown>,
    private readonly report: (message: Message) => void,
  ) {
    this.begun = clock.now();
    this.stalls = new StallDetector(() => clock.now(), leastStallMs);
    this.tick();
    this.sendDue();
  }

  /** Sends no more, and ends with the last answer. */
  async stop(): Promise<void> {
    this.sending = false;
    await Promise.all(this.open);
    this.ticking = false;
    this.look();
  }

  private sendDue(): void {
    for (; this.sending && this.due() <= this.clock.now(); this.sent += 1) this.send(this.due());
    if (this.sending) this.clock.at(this.due(), () => this.sendDue());
  }

  private due(): number {
    return this.begun + this.sent * this.everyMs;
  }

  private send(dueAt: number): void {
    const visit = this.ask().then(
      () => this.report({ visit: { dueAt, endedAt: this.clock.now() } }),
      (error: unknown) => this.report({ visit: { dueAt, endedAt: this.clock.now(), error: String(error) } }),
    );
    this.open.add(visit);
    void visit.then(() => this.open.delete(visit));
  }

  private tick(): void {
    this.look();
    if (this.ticking) this.clock.at(this.clock.now() + tickMs, () => this.tick());
  }

  private look(): void {
    const stall = this.stalls.tick();
    if (stall !== undefined) this.report({ stall });
  }
}
