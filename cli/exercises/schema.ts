import { z } from "zod";
import { type KindName, checkKinds, kindNames } from "./kinds";

const texts = z.strictObject({ en: z.string().min(1), ko: z.string().min(1) });

/** A hint for each way in which checks of a kind can be not yet so. */
export const hintsSchema = z.strictObject(
  Object.fromEntries(
    kindNames.map((name) => [
      name,
      z.strictObject(Object.fromEntries(checkKinds[name].ways.map((way) => [way, texts]))),
    ]),
  ),
);

/** A hint by kind and way. */
export type Hints = Readonly<Record<KindName, Readonly<Record<string, z.infer<typeof texts>>>>>;

/** A check: its kind, and the kind's parameters. */
const checkSchema = z.union(
  kindNames.map((name) => z.strictObject({ kind: z.literal(name), ...checkKinds[name].parameters })),
);

/**
 * `docker` and `kubectl` with plain words: such a line does the same in Bash and in PowerShell. `sh` runs a script of the project;
 * on Windows it comes with Git.
 */
const command = z
  .string()
  .regex(
    /^(docker|kubectl|sh)( [\w./:=@{},-]+)+$/,
    "a command is docker, kubectl or sh with words that no shell changes",
  );

export const exerciseSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  /** The exercise that ends where this one begins. */
  after: z.string().optional(),
  title: texts,
  goal: texts,
  checks: z.array(checkSchema).min(1),
  /** Commands that solve it, from where it begins. */
  solve: z.array(command).min(1),
  /** Commands that make it unsolved again. */
  undo: z.array(command).min(1),
});

export interface Check {
  readonly kind: KindName;
}

export interface Exercise extends Omit<z.infer<typeof exerciseSchema>, "checks"> {
  /** Each with the parameters of its kind besides. */
  readonly checks: readonly Check[];
}
