import { randomInt } from "node:crypto";

/** Numbers that stand for students where their names are hidden. They are drawn, so that their order says nothing. */
export class Numbers {
  private readonly byLabel = new Map<string, number>();

  /** Numbers those who have none yet. */
  draw(labels: readonly string[]): void {
    const fresh = labels.filter((label) => !this.byLabel.has(label));
    for (const label of shuffled(fresh)) this.byLabel.set(label, this.byLabel.size + 1);
  }

  /** @param label one that has been drawn */
  of(label: string): number {
    return this.byLabel.get(label)!;
  }
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[]): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}
