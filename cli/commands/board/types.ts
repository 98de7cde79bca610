import type { NodeView, SourceState } from "../../../app/types";

// What the board's server sends and its pages draw. Both sides are type-checked against this file.

/** `elsewhere`: what it is about cannot be seen from here. */
export type CellState = "done" | "not yet" | "stuck" | "elsewhere";

/** A text in each language. */
export interface Texts {
  readonly en: string;
  readonly ko: string;
}

export interface ExerciseView {
  readonly id: string;
  readonly title: Texts;
}

/** The first exercise that a student is stuck on, or else the first that is not done. */
export interface NextStep {
  /** Index of the exercise. */
  readonly exercise: number;
  readonly state: "not yet" | "stuck";
  /** Whether something fails, and will not come right by waiting. */
  readonly fails: boolean;
  readonly hint: Texts;
  /** When the student last changed something, ISO 8601; null if never. */
  readonly since: string | null;
}

/** A resource of a student's quota of which nothing is left. The amounts are Kubernetes' own. */
export interface QuotaLimit {
  readonly resource: string;
  readonly used: string;
}

export interface StudentView {
  readonly label: string;
  /** Stands for the name where names are hidden. It says nothing about the name, and lasts as long as the board runs. */
  readonly number: number;
  /** One for each exercise. */
  readonly states: readonly CellState[];
  /** Null if all is done that can be seen. */
  readonly next: NextStep | null;
  readonly limits: readonly QuotaLimit[];
}

/** Kinds of objects that are watched. */
export type Watched =
  "namespaces" | "nodes" | "quotas" | "pods" | "deployments" | "services" | "endpointSlices" | "events" | "configMaps";

export interface BoardSnapshot {
  readonly stack: string;
  readonly exercises: readonly ExerciseView[];
  /** Null until every kind of object has been listed: what is not yet known is not “not yet”. */
  readonly students: readonly StudentView[] | null;
  readonly nodes: readonly NodeView[];
  readonly sources: Readonly<Record<Watched, SourceState>>;
}

export interface BoardChange {
  /** Those that changed. */
  readonly students: readonly StudentView[];
  /** Labels of those whose space is gone. */
  readonly gone: readonly string[];
  /** All of them, if one changed. */
  readonly nodes: readonly NodeView[] | null;
  readonly sources: Partial<Readonly<Record<Watched, SourceState>>>;
  /** Whether every kind of object has been listed by now. */
  readonly isListed: boolean;
}
