/** Does something with each of many items, a few at a time. @returns the results in the items' order */
export async function inGroups<T, R>(items: readonly T[], size: number, action: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += size) {
    results.push(...(await Promise.all(items.slice(start, start + size).map(action))));
  }
  return results;
}
