import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/*
 * How shells split a line into the words that a program gets. A POSIX shell is asked. Windows' shells are not at hand, so their
 * rules are written down here:
 *
 * - Programs split their command line by the rules of the C runtime: "Parsing C command-line arguments",
 *   learn.microsoft.com/cpp/c-language.
 * - cmd.exe: `cmd /?`, and "Everyone quotes command line arguments the wrong way", Microsoft's blog, 2011-04-23. npm.cmd and
 *   az.cmd are batch files, so cmd.exe reads their words once more, as `%*`.
 * - PowerShell: about_Parsing, about_Quoting_Rules and about_Special_Characters, learn.microsoft.com/powershell. 5.1 puts
 *   quotes around a word with blanks, escapes none inside it, and drops an empty word; since 7.3 words come as they are, but
 *   to batch files still as in 5.1 ($PSNativeCommandArgumentPassing in about_Preference_Variables).
 *
 * What a shell could change or not take is an error, whatever it depends on.
 */

const home = "/home/kim";

/** @throws what the shell takes differently */
type Shell = (line: string) => string[];

export const windowsShells: Readonly<Record<"cmd" | "PowerShell 5.1" | "PowerShell 7", Shell>> = {
  cmd,
  "PowerShell 5.1": (line) => handedOver(powershellWords(line), true),
  "PowerShell 7": (line) => handedOver(powershellWords(line), isBatch(line)),
};

/** In an empty folder of its own, so that it shows what the line does besides. */
export function posixShell(line: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "lab-"));
  try {
    const script = `cat() { printf 'the text  of %s' "$1"; }\nprintf '%s\\0' ${line}`;
    const env = { HOME: home };
    const { stdout, stderr } = spawnSync("/bin/sh", ["-c", script], { cwd: folder, env, encoding: "utf8" });
    const made = readdirSync(folder);
    if (stderr !== "" || made.length > 0) throw new Error(`sh: ${stderr} ${made.join(" ")}`);
    return stdout.split("\0").slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Shells that a command names before it where it is not for all of them. */
const labels: Readonly<Record<string, readonly string[]>> = {
  "in bash or zsh: ": [],
  "in bash, zsh or PowerShell: ": ["PowerShell 5.1", "PowerShell 7"],
};

/**
 * The words of a command that is printed, after all shells that it is for have agreed on them. On Windows a POSIX shell is not
 * asked; then a command for that alone has no words.
 */
export function wordsOf(command: string): string[] {
  const [label = ""] = Object.keys(labels).filter((one) => command.startsWith(one));
  const line = command.slice(label.length);
  const names = labels[label] ?? Object.keys(windowsShells);
  const answers = [
    ...(process.platform === "win32" ? [] : [posixShell(line)]),
    ...names.map((name) => windowsShells[name as keyof typeof windowsShells](line)),
  ];
  const [words = [], ...others] = answers;
  for (const other of others) expect(other).toEqual(words);
  return words;
}

function isBatch(line: string): boolean {
  return /^(?:npm|npx|az)\.cmd\s/.test(line);
}

function cmd(line: string): string[] {
  if (/[%\r\n]/.test(line)) throw new Error(`cmd: a variable or a second line in ${line}`);
  const outside = line.split('"').filter((_part, index) => index % 2 === 0);
  const other = outside.find((part) => /[&|<>()^]/.test(part));
  if (other !== undefined) throw new Error(`cmd: ${other} is not text`);
  return runtimeWords(line);
}

/** Words that PowerShell hands to a program, which splits them once more. */
function handedOver(words: readonly string[], asIn51: boolean): string[] {
  const quote = (word: string) => {
    if (asIn51) return /\s/.test(word) ? `"${word}"` : word;
    return /^[^\s"]+$/.test(word) ? word : `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\*)$/, "$1$1")}"`;
  };
  const line = words.map(quote).join(" ");
  return isBatch(line) ? cmd(line) : runtimeWords(line);
}

/** A word in argument mode is plain, or as a whole in quotes; mixtures are refused, since some of them are two words. */
function powershellWords(line: string): string[] {
  const words: string[] = [];
  const token =
    /\s*(?:'([^'\u2018-\u201b]*)'|"((?:[^"$`\u201c-\u201e]|\$\([^"]*\))*)"|([^\s'"$`(){};,&|<>\u2018-\u201e]+))(?=\s|$)/uy;
  while (token.lastIndex < line.trimEnd().length) {
    const at = token.lastIndex;
    const [, single, double, plain] = token.exec(line) ?? [];
    const word = single ?? double?.replace(/\$\(cat ~([^)]*)\)/, `the text  of ${home}$1`) ?? plain;
    if (word === undefined) throw new Error(`PowerShell: ${line.slice(at)} is not a word`);
    if (plain !== undefined && /^(?:[@#~]|-[^\s]*[.:]|--%)/.test(plain))
      throw new Error(`PowerShell: ${plain} is not text`);
    words.push(word);
  }
  return words;
}

function runtimeWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (const [part] of line.matchAll(/\\*"|\\+|[^\\"]/g)) {
    if (part.endsWith('"')) {
      const slashes = part.length - 1;
      word = (word ?? "") + "\\".repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) word += '"';
      else quoted = !quoted;
    } else if (!quoted && /\s/.test(part)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? "") + part;
    }
  }
  return word === undefined ? words : [...words, word];
}
