import { type Fix, type LabConfig, pulumiCommands } from "../config";
import { upCommand } from "../config/commands";
import { spokenDuration, sameTimeAfter } from "../lib/instant";
import type { Context } from "./context";
import { readableConfig } from "./readableConfig";

/** How long before its end a lab says that it ends: long enough to extend it. */
const noticeMs = 2 * 60 * 60 * 1000;

/**
 * What there is to say about the end of a lab: that it comes soon, or has passed and a new lab would be deleted at once.
 *
 * @param now milliseconds since 1970
 * @param commandFor the command that carries a fix out
 */
export function endNotes(
  { endsAt, deleteAtEnd }: Pick<LabConfig, "endsAt" | "deleteAtEnd">,
  now: number,
  commandFor: (fix: Fix) => string,
  stack: string,
): string[] {
  if (endsAt === undefined) return [];
  const up = upCommand(stack);
  const left = Date.parse(endsAt) - now;
  const later = () => commandFor({ action: "set", key: "endsAt", value: sameTimeAfter(endsAt, now + noticeMs) });
  if (left <= 0) {
    return deleteAtEnd
      ? [
          `The end of the lab, endsAt ${endsAt}, has passed, and deleteAtEnd is true: what \`${up}\` makes is deleted ` +
            `within the hour. To set a later end: ${later()}`,
        ]
      : [];
  }
  if (left > noticeMs) return [];
  return [
    `The lab ends in ${spokenDuration(left)}, at ${endsAt}${deleteAtEnd ? ", and is deleted then" : ""}. To extend it: ${later()}, and ` +
      `then \`${up}\` before it ends.`,
  ];
}

/** Writes the same to standard error, for commands that work on a stack. A configuration that cannot be read has no notes. */
export function noteEnd({ folder, output }: Pick<Context, "folder" | "output">, stack: string): void {
  const config = readableConfig(folder, stack);
  if (config === undefined) return;
  for (const note of endNotes(config, Date.now(), pulumiCommands(stack), stack)) output.err(`${note}\n`);
}
