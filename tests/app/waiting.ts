/** Waits until the condition is true; an error counts as false. On timeout, the last error is the cause. */
export async function until(what: string, condition: () => unknown, withinMs = 10_000): Promise<void> {
  const end = Date.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      if (await condition()) return;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`timed out after ${withinMs} ms waiting until ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
