import { isMapping } from "../../lib/json";
import { checkKinds } from "./kinds";
import type { Finding } from "./kinds/kind";
import type { Texts } from "./languages";
import { type Course, leadingTo, roomOf } from "./load";
import { lastChange } from "./movement";
import type { Observed } from "./observed";
import { type Values, filledAll, placeholdersIn } from "./placeholders";
import type { Check, Exercise, Hints } from "./schema";

/** `elsewhere`: what it is about cannot be seen from here. */
export type State = "done" | "not yet" | "stuck" | "elsewhere";

export interface Judgement {
  readonly id: string;
  readonly title: Texts;
  readonly state: State;
  /** In which way it is not yet so, such as `image-pull`. */
  readonly way?: string;
  /** What to do about it. */
  readonly hint?: Texts;
  /** Whether something fails, and will not come right by waiting. @default false */
  readonly fails?: true;
}

/** Somebody is stuck when something fails and nothing has moved for so long. */
export const stuckMs = 3 * 60_000;

/**
 * What a student sees, for the whole course.
 *
 * @param now milliseconds since 1970
 * @param done ids of exercises that are known to have been done
 */
export function judge(
  course: Course,
  observed: Observed,
  values: Values,
  now: number,
  done: ReadonlySet<string> = new Set(),
): Judgement[] {
  const findings = course.exercises.map((exercise) =>
    done.has(exercise.id) ? "done" : findingOf(exercise, course.hints, observed, values),
  );
  // Whoever has done an exercise has done those that lead to it, even where later ones undo what they made.
  const implied = new Set(
    course.exercises.flatMap((exercise, index) =>
      findings[index] === "done" ? leadingTo(course, exercise).map(({ id }) => id) : [],
    ),
  );
  return course.exercises.map((exercise, index) => {
    const { id, title } = exercise;
    const finding = implied.has(id) ? "done" : findings[index]!;
    if (typeof finding === "string") return { id, title, state: finding };
    const { fails, way, hint } = finding;
    const isStuck = fails && observed.space !== undefined && now - lastChange(observed.space) >= stuckMs;
    return { id, title, state: isStuck ? "stuck" : "not yet", way, hint, ...(fails && { fails }) };
  });
}

/** What somebody is to do next. Whoever is stuck is stuck on what comes first of what fails. */
export function nextOf(judgements: readonly Judgement[]): Judgement | undefined {
  return judgements.find(({ state }) => state === "stuck") ?? judgements.find(({ state }) => state === "not yet");
}

interface Miss {
  readonly way: string;
  readonly fails: boolean;
  readonly hint: Texts;
}

/** How one exercise stands by its own checks, whatever else is done. */
export function findingOf(
  exercise: Exercise,
  hints: Hints,
  observed: Observed,
  values: Values,
): "done" | "elsewhere" | Miss {
  // A lab without a registry has no value for its name.
  const needs = placeholdersIn(JSON.stringify(exercise.checks));
  if (observed[roomOf(exercise)] === undefined || needs.some((name) => !(name in values))) return "elsewhere";
  for (const check of filledAll(exercise.checks, values)) {
    const finding = find(check, observed);
    if (finding === undefined) continue;
    const { way, fails, details } = finding;
    const hint = hints[check.kind][way]!;
    return { way, fails, hint: filledAll(hint, { ...values, ...parametersOf(check), ...details }) };
  }
  return "done";
}

function find(check: Check, observed: Observed): Finding {
  return checkKinds[check.kind].find({ ...check }, observed);
}

/** A check's own parameters, for its hints. */
function parametersOf(check: object): Values {
  const entries = Object.entries(check).filter(([, value]) => !isMapping(value));
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}
