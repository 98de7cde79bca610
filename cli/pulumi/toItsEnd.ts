import type { Context } from "../context";

const stopping =
  "Stopping: what has begun is finished and saved, which can take half a minute. Please wait for it; a second Ctrl+C saves no time.\n";

/** Runs something with Pulumi to its end, also when somebody asks this process to end: Pulumi is asked once, and waited for. */
export function toItsEnd<T>(
  { interrupts, output }: Pick<Context, "interrupts" | "output">,
  run: () => Promise<T>,
): Promise<T> {
  interrupts.signal.addEventListener("abort", () => output.err(stopping));
  return interrupts.outlive(run);
}
