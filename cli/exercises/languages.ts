import type { Environment } from "../context";

/** The languages of a class. */
export const languages = ["en", "ko"] as const;

export type Language = (typeof languages)[number];

/** A text in each language. */
export type Texts = Readonly<Record<Language, string>>;

/** The language of somebody's terminal, by the variables that POSIX reads in this order; English if it is none of ours. */
export function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Environment): Language {
  const [locale] = [LC_ALL, LC_MESSAGES, LANG].filter((value) => value !== undefined && value !== "");
  return languages.find((language) => locale?.startsWith(language)) ?? "en";
}
