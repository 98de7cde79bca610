import { createColors } from "picocolors";
import { columns } from "../../../lib/columns";
import type { Output } from "../../context";
import { type Judgement, type State, nextOf } from "../../exercises/judge";
import type { Language } from "../../exercises/languages";
import type { Progress } from "./class";

/** Each state in words, and how it is shown. */
const states: Readonly<Record<State, { readonly en: string; readonly ko: string }>> = {
  done: { en: "done", ko: "완료" },
  "not yet": { en: "not yet", ko: "아직" },
  stuck: { en: "stuck", ko: "막힘" },
  elsewhere: { en: "not seen from here", ko: "여기서는 확인할 수 없음" },
};

/** One student exercise by exercise; a class a student a line, with the first exercise that is not done. */
export function progressText(
  progress: readonly Progress[],
  language: Language,
  { colour }: Pick<Output, "colour">,
): string {
  const [only, ...others] = progress;
  const lines = only && others.length === 0 ? ownLines(only, language, colour) : classLines(progress, language, colour);
  return `${lines.join("\n")}\n`;
}

function ownLines({ exercises }: Progress, language: Language, colour: boolean): string[] {
  return exercises.flatMap(({ state, title, hint }, index) => [
    `${String(index + 1).padStart(2)}  ${title[language]}: ${painted(state, language, colour)}`,
    ...(hint ? [`    ${hint[language]}`] : []),
  ]);
}

function classLines(progress: readonly Progress[], language: Language, colour: boolean): string[] {
  const rows = progress.map(({ student, exercises }) => {
    const done = exercises.filter(({ state }) => state === "done").length;
    return [student, `${done}/${exercises.length}`, nextText(exercises, language, colour)];
  });
  return rows.length === 0 ? ["The cluster has no student's space."] : columns(rows);
}

function nextText(exercises: readonly Judgement[], language: Language, colour: boolean): string {
  const next = nextOf(exercises);
  if (!next) return "";
  const { title, state, hint } = next;
  return `${title[language]}: ${painted(state, language, colour)}. ${hint?.[language] ?? ""}`.trimEnd();
}

function painted(state: State, language: Language, colour: boolean): string {
  const { green, red, yellow, dim } = createColors(colour);
  const paint = { done: green, stuck: red, "not yet": yellow, elsewhere: dim }[state];
  return paint(states[state][language]);
}
