import type { Block, Page } from "../page";
import { commandsOf, linesOf } from "../script";

/** Of a line for PowerShell: its words, if it is a program's, and what PowerShell 5.1 would not take. */
interface Read {
  readonly place: string;
  readonly words?: readonly string[];
  readonly fault?: string;
}

/** What a newcomer takes from Bash, and PowerShell 5.1 does not have or takes for something else. */
const notInPowershell: readonly [RegExp, string][] = [
  [/&&|\|\|/, "PowerShell 5.1 has no && and ||: two lines"],
  [/^\s*export\b/, "PowerShell sets a variable by $env:NAME = …"],
  [/^\s*(npm|npx) /, "a new Windows refuses npm.ps1: type npm.cmd"],
  [/^\s*curl /, "curl is another command in PowerShell 5.1: type curl.exe"],
  [/\\$/, "PowerShell goes on behind a backtick"],
  [/ < /, "PowerShell has no <: Get-Content FILE | …"],
  [/ > /, "PowerShell 5.1 writes UTF-16 by >: | Out-File -Encoding ascii FILE"],
];

export function powershellFaults(page: Page, block: Block): Read[] {
  const place = `${page.path}:${block.line}`;
  // `@'` to `'@` is a text of several lines.
  const script = block.text.replace(/@'\n[^]*?\n'@/g, "'text'");
  return linesOf(script, "`").flatMap(({ text }): Read[] => {
    const fault = notInPowershell.find(([pattern]) => pattern.test(text))?.[1];
    if (fault !== undefined) return [{ place, fault }];
    return programsOf(text).map((words) => ({ place, words }));
  });
}

/** Words of the programs of a line; cmdlets and assignments to variables are PowerShell's own. */
function programsOf(line: string): (readonly string[])[] {
  return line
    .split("|")
    .map((part) => part.trim())
    .filter((part) => !/^(\$|'|"|[A-Z][a-z]+-[A-Z])/.test(part))
    .flatMap((part) => commandsOf(part).map(({ words }) => words));
}
