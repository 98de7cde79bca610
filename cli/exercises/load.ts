import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { UserError } from "../../lib/userError";
import { checkKinds } from "./kinds";
import type { Room } from "./kinds/kind";
import { type Values, filled } from "./placeholders";
import { type Exercise, type Hints, exerciseSchema, hintsSchema } from "./schema";

/** What a class works through. */
export interface Course {
  /** In their order. */
  readonly exercises: readonly Exercise[];
  readonly hints: Hints;
}

const hintsFile = "hints.yaml";

/**
 * Reads exercises/ of a project: files `01-….yaml` in the order of the course, and hints.yaml.
 *
 * @throws UserError that names file, place and fault
 */
export function loadCourse(projectFolder: string): Course {
  const folder = join(projectFolder, "exercises");
  const files = readdirSync(folder).filter((file) => /^\d\d-.*\.yaml$/.test(file));
  const exercises = files.sort().map((file) => read(folder, file, exerciseSchema) as Exercise);
  const known = new Set<string>();
  for (const [index, { id, after }] of exercises.entries()) {
    if (known.has(id)) throw faultOf(files[index]!, "id", `${id} is another exercise's, too`);
    if (after !== undefined && !known.has(after))
      throw faultOf(files[index]!, "after", `no earlier exercise is ${after}`);
    known.add(id);
  }
  return { exercises, hints: read(folder, hintsFile, hintsSchema) as unknown as Hints };
}

/** Where an exercise is done. Its checks look at one place. */
export function roomOf({ checks }: Exercise): Room {
  return checkKinds[checks[0]!.kind].room;
}

/** The exercises that lead to one, the first of the course first. */
export function leadingTo({ exercises }: Course, { after }: Exercise): Exercise[] {
  const before = exercises.find(({ id }) => id === after);
  return before ? [...leadingTo({ exercises } as Course, before), before] : [];
}

/** Ports of this machine that exercises serve on. */
export function portsOf({ exercises }: Course): number[] {
  return exercises.flatMap(({ checks }) => checks.flatMap((check) => ("port" in check ? [check.port as number] : [])));
}

/** Repositories of a student that exercises push to. */
export function repositoriesOf({ exercises }: Course, values: Values): string[] {
  const named = exercises.flatMap(({ checks }) =>
    checks.flatMap((check) => ("repository" in check ? [filled(check.repository as string, values)] : [])),
  );
  return [...new Set(named)];
}

function read<T>(folder: string, file: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(contentOf(folder, file));
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues as [z.core.$ZodIssue];
  throw faultOf(file, path.join("."), message);
}

function contentOf(folder: string, file: string): unknown {
  try {
    return parse(readFileSync(join(folder, file), "utf8"));
  } catch (error) {
    // Behind its first line a message quotes the file.
    const [problem = ""] = (error as Error).message.split(":\n");
    throw faultOf(file, "", problem);
  }
}

function faultOf(file: string, place: string, problem: string): UserError {
  const where = place === "" ? file : `${file}, ${place}`;
  return new UserError(`exercises/${where}: ${problem}.`);
}
