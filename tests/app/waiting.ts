/** Waits until the condition holds; a condition that throws does not hold yet. Fails with what it said last. */
export async function until(what: string, condition: () => unknown, withinMs = 10_000): Promise<void> {
  const end = Date.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      if (await condition()) return;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain until ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
