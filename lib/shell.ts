/** A word of a command: text, which gets quoted, or an expression for the shell to evaluate, printed as it is. */
export type ShellWord = string | { readonly shell: string };

/** Quotes a text so that a POSIX shell reads it as one word. */
export function shellQuote(word: string): string {
  return /^[\w./:=@+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The command of some words, ready to paste into a shell. */
export function shellCommand(words: readonly ShellWord[]): string {
  return words.map((word) => (typeof word === "string" ? shellQuote(word) : word.shell)).join(" ");
}

/** One word that starts with a text: `key=` before a value. */
export function prefixed(prefix: string, word: ShellWord): ShellWord {
  return typeof word === "string" ? `${prefix}${word}` : { shell: `${shellQuote(prefix)}${word.shell}` };
}
