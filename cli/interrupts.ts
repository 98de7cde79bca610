import { UserError } from "../lib/userError";

/** Signals that ask a process to end: Ctrl+C, `kill`, and a terminal that is closed. */
const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Where the signals come from: the process. */
export interface SignalSource {
  on(signal: (typeof endingSignals)[number], listener: () => void): unknown;
  off(signal: (typeof endingSignals)[number], listener: () => void): unknown;
}

/** Somebody asked the command to end, and it did, in order. */
export class Interrupted extends UserError {
  constructor(message = "Stopped, as you asked.") {
    super(message);
  }
}

/** Requests to end this process, for commands that must not end in the middle of something. */
export class Interrupts {
  private readonly controller = new AbortController();
  private readonly abort = () => this.controller.abort(new Interrupted());
  private runs = 0;

  constructor(private readonly source: SignalSource) {}

  /** Aborts at the first request, with `Interrupted`. npm passes on what the terminal sends, so each may come twice. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether something runs that must come to its end. */
  get outliving(): boolean {
    return this.runs > 0;
  }

  /** Runs something to its end; `signal` says that somebody would like it to come soon. May be nested. */
  async outlive<T>(run: () => Promise<T>): Promise<T> {
    if (this.runs++ === 0) endingSignals.forEach((name) => this.source.on(name, this.abort));
    try {
      return await run();
    } finally {
      if (--this.runs === 0) endingSignals.forEach((name) => this.source.off(name, this.abort));
    }
  }
}
