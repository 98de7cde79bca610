import type { Move } from "./packages";

/** Runs a command line in a copy of the project. */
export type Run = (command: readonly string[]) => { readonly succeeded: boolean; readonly output: string };

/** What must work with the newest packages: all that needs neither Docker nor a browser. */
export const checks: Readonly<Record<string, readonly string[]>> = {
  types: ["npm", "run", "types"],
  lint: ["npm", "run", "lint"],
  rehearsal: ["npm", "start", "--", "--strict"],
  tests: ["npx", "jest", "--selectProjects", "unit", "app"],
};

export interface Failure {
  /** Name of the check. */
  readonly check: string;
  /** The end of what it printed. */
  readonly output: string;
  /** Packages each of which breaks it alone. None: only several of them together do. */
  readonly culprits: readonly string[];
}

/** Checks that fail in a copy of the project. */
export function failingChecks(run: Run, names: readonly string[] = Object.keys(checks)): Omit<Failure, "culprits">[] {
  return names.flatMap((check) => {
    const { succeeded, output } = run(checks[check]!);
    return succeeded ? [] : [{ check, output: output.split("\n").slice(-40).join("\n") }];
  });
}

/**
 * Tries each package alone, to name those that break a check.
 *
 * @param runWith gives a copy of the project with only this package moved, or `undefined` if npm cannot install it
 */
export function withCulprits(
  failures: readonly Omit<Failure, "culprits">[],
  moves: readonly Move[],
  runWith: (move: Move) => Run | undefined,
): Failure[] {
  const names = failures.map(({ check }) => check);
  const broken = moves.map((move) => {
    const run = runWith(move);
    return { move, checks: run === undefined ? names : failingChecks(run, names).map(({ check }) => check) };
  });
  return failures.map((failure) => ({
    ...failure,
    culprits: broken.filter(({ checks }) => checks.includes(failure.check)).map(({ move }) => move.name),
  }));
}
