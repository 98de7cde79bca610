/** A word of a command: text, or an expression that bash, zsh and PowerShell evaluate within double quotes. */
export type ShellWord = string | { readonly shell: string };

/**
 * Signs that no shell takes for its own at the start or within a word without quotes. PowerShell splits a word that starts
 * with a dash at its dots and colons.
 */
const plainWord = /^(?!-[^\s]*[.:])[\w./:+-][\w./:=@+-]*$/;

/**
 * What some shell changes even within double quotes: expressions (bash, zsh and PowerShell), history (bash and zsh),
 * variables (cmd.exe), double quotes, which include typographic ones in PowerShell, and backslashes where bash or the C
 * runtime of Windows takes them as an escape. PowerShell takes away quotes that a word without blanks does not need before
 * npm.cmd gets it, so what cmd.exe acts on stands here, too.
 */
const changedInQuotes = /[$`!%"\u201c-\u201e&|<>^()\p{Cc}\p{Cf}]|\\\\|\\$/u;

/**
 * A text in the spelling that bash, zsh, PowerShell 5.1 and 7 and cmd.exe all read as that one word; `undefined` if there is
 * none. PowerShell 5.1 drops an empty word.
 */
export function wordForEveryShell(word: string): string | undefined {
  if (plainWord.test(word)) return word;
  return word === "" || changedInQuotes.test(word) ? undefined : `"${word}"`;
}

/** Whether every shell has a spelling for all of a command's words. */
export function isForEveryShell(words: readonly ShellWord[]): boolean {
  return words.every((word) => typeof word === "string" && wordForEveryShell(word) !== undefined);
}

/**
 * The command of some words, ready to paste: as bash, zsh, PowerShell 5.1 and 7 and cmd.exe all read it, or if there is no
 * such spelling, with the shells that it is for before it.
 */
export function shellCommand(words: readonly ShellWord[]): string {
  const shared = words.map((word) => (typeof word === "string" ? wordForEveryShell(word) : `"${word.shell}"`));
  if (isForEveryShell(words)) return shared.join(" ");
  if (!shared.includes(undefined)) return `in bash, zsh or PowerShell: ${shared.join(" ")}`;
  return `in bash or zsh: ${words.map(posixWord).join(" ")}`;
}

function posixWord(word: ShellWord): string {
  if (typeof word !== "string") return `"${word.shell}"`;
  return wordForEveryShell(word) ?? `'${word.replaceAll("'", `'\\''`)}'`;
}

/** One word that starts with a text: `key=` before a value. */
export function prefixed(prefix: string, word: ShellWord): ShellWord {
  return typeof word === "string" ? `${prefix}${word}` : { shell: `${prefix}${word.shell}` };
}
