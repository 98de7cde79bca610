import { setTimeout } from "node:timers/promises";
import { UserError } from "../../lib/userError";
import { findingOf } from "./judge";
import { type Course, leadingTo, roomOf } from "./load";
import type { Observed } from "./observed";
import { type Values, filled } from "./placeholders";
import type { Exercise } from "./schema";

/** Runs a program with words; resolves once it has ended well. */
export type Run = (program: string, args: readonly string[]) => Promise<void>;

/** Runs an exercise's commands, one after the other. */
export async function runCommands(commands: readonly string[], values: Values, run: Run): Promise<void> {
  for (const command of commands) {
    const [program = "", ...args] = filled(command, values).split(" ");
    await run(program, args);
  }
}

export interface Beginning {
  readonly course: Course;
  readonly exercise: Exercise;
  readonly values: Values;
  readonly run: Run;
  readonly look: () => Promise<Observed>;
  /** Milliseconds that are left. */
  readonly left: () => number;
}

const pauseMs = 500;

/**
 * Brings an empty space to the beginning of an exercise: it solves the exercises that lead to it, each as soon as the one before is
 * done.
 *
 * @throws UserError if one is not done in time, with its hint
 */
export async function solveUpTo({ course, exercise, values, run, look, left }: Beginning): Promise<void> {
  for (const before of leadingTo(course, exercise).filter((one) => roomOf(one) === "space")) {
    await runCommands(before.solve, values, run);
    for (;;) {
      const finding = findingOf(before, course.hints, await look(), values);
      if (typeof finding === "string") break;
      if (left() <= 0)
        throw new UserError(`The exercise ${before.id}, which leads there, is not done in time. ${finding.hint.en}`);
      await setTimeout(pauseMs);
    }
  }
}
