import { type Judgement, judge, nextOf } from "../../../exercises/judge";
import type { Course } from "../../../exercises/load";
import { lastChange } from "../../../exercises/movement";
import type { Observed, Space } from "../../../exercises/observed";
import type { Values } from "../../../exercises/placeholders";
import type { NextStep, QuotaLimit, StudentView } from "../types";

/** A student on the board. What was once seen done stays done, whatever becomes of it. */
export class BoardStudent {
  view: StudentView | undefined;
  /** See `StudentView`; given when the student is first looked at. */
  number: number | undefined;
  private readonly done = new Set<string>();
  private mayGetStuck = false;

  /** @param uid of the namespace: one that is made again under the same name is another student's */
  constructor(
    readonly label: string,
    readonly namespace: string,
    readonly uid: string | undefined,
  ) {}

  /** Whether time alone may change how the student stands. */
  get isRestless(): boolean {
    return this.mayGetStuck;
  }

  /** Whether one of some exercises has not been seen done. */
  lacks(ids: readonly string[]): boolean {
    return ids.some((id) => !this.done.has(id));
  }

  /** Looks again. @returns whether it looks different now */
  look(course: Course, observed: Observed & { readonly space: Space }, values: Values, limits: QuotaLimit[]): boolean {
    const now = observed.space.seenAt;
    const judgements = judge(course, observed, values, now, this.done);
    for (const { id, state } of judgements) if (state === "done") this.done.add(id);
    this.mayGetStuck = judgements.some(({ state, fails }) => state === "not yet" && fails === true);
    const { label, number = 0 } = this;
    const states = judgements.map(({ state }) => state);
    const view = { label, number, states, next: nextStep(judgements, lastChange(observed.space)), limits };
    const isNew = JSON.stringify(view) !== JSON.stringify(this.view);
    if (isNew) this.view = view;
    return isNew;
  }
}

function nextStep(judgements: readonly Judgement[], changed: number): NextStep | null {
  const next = nextOf(judgements);
  if (next?.hint === undefined) return null;
  return {
    exercise: judgements.indexOf(next),
    state: next.state === "stuck" ? "stuck" : "not yet",
    fails: next.fails ?? false,
    hint: next.hint,
    since: changed === 0 ? null : new Date(changed).toISOString(),
  };
}
