import { setTimeout } from "node:timers/promises";
import { UserError } from "../../../lib/userError";
import type { ExitCode } from "../../command";
import { type Context, jsonText } from "../../context";
import { type Language, languageOf, languages } from "../../exercises/languages";
import { loadCourse } from "../../exercises/load";
import { type Progress, lookAtClass } from "./class";
import { lookAtOwn } from "./own";
import { progressText } from "./text";

export interface CheckOptions {
  readonly stack: string | undefined;
  readonly student: string | undefined;
  readonly kubeconfig: string | undefined;
  readonly language: string | undefined;
  readonly watch: boolean;
  readonly json: boolean;
}

const pauseMs = 3000;

/**
 * @param pause waits between two looks, and says whether there is to be another
 * @returns 0 if all is done that can be seen from here, otherwise 1
 */
export async function check(
  context: Context,
  options: CheckOptions,
  pause: () => Promise<boolean> = () => setTimeout(pauseMs, true),
): Promise<ExitCode> {
  const language = chosenLanguage(options.language, context);
  const look = await lookerFor(context, options);
  let shown = "";
  for (;;) {
    const progress = await look();
    const text = options.json ? jsonText({ students: progress }) : progressText(progress, language, context.output);
    if (text !== shown) context.output.out(text);
    shown = text;
    if (!options.watch || !(await pause())) return isDone(progress) ? 0 : 1;
  }
}

/** What looks, once or again and again; it connects only once. */
async function lookerFor(context: Context, options: CheckOptions): Promise<() => Promise<Progress[]>> {
  const { stack, student, kubeconfig } = options;
  const course = loadCourse(context.folder);
  if (stack === undefined) {
    if (student !== undefined) throw new UserError("--student goes with --stack: name the stack of the class.");
    return lookAtOwn(context, course, kubeconfig);
  }
  if (kubeconfig !== undefined) throw new UserError("--kubeconfig and --stack exclude each other: give one.");
  return lookAtClass(context, course, stack, student);
}

function chosenLanguage(given: string | undefined, { env }: Context): Language {
  if (given === undefined) return languageOf(env);
  const language = languages.find((one) => one === given);
  if (language === undefined) throw new UserError(`--language ${given}: allowed is ${languages.join(" or ")}.`);
  return language;
}

function isDone(progress: readonly Progress[]): boolean {
  return progress.every(({ exercises }) => exercises.every(({ state }) => ["done", "elsewhere"].includes(state)));
}
