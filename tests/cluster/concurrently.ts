/** Requests at a time that an API server accepts without slowing the client down. */
const limit = 16;

/** Does something with each of many items, so many at a time. @returns the results in the items' order */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  action: (item: T) => Promise<R>,
  atATime = limit,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.map((item, index) => ({ item, index })).reverse();
  const worker = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) results[next.index] = await action(next.item);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return results;
}
