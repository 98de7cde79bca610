import type { ShellWord } from "../lib/shell";
import type { FixCommand, SetFix } from "./fix";

/** The file of a stack. */
export function stackFileName(stack: string): string {
  return `Pulumi.${stack}.yaml`;
}

/** Renders fixes as changes of the stack file in an editor. */
export function stackFileEdits(stack: string): FixCommand {
  const file = stackFileName(stack);
  return (fix) => {
    switch (fix.action) {
      case "unset":
        return `in ${file}, remove ${fix.key}${fix.outside ? " at the top level" : ""}`;
      case "rename":
        return `in ${file}, ${fix.outside && fix.to !== "config" ? `move ${fix.key} under config: as ${fix.to}` : `rename ${fix.key} to ${fix.to}`}`;
      case "set":
        return `in ${file}, write ${fix.key}: ${yamlText(fix.value, fix.type)}`;
      case "setItem":
        return `in ${file}, write ${fix.key}: [${yamlText(fix.value, fix.type)}]`;
      case "setList":
        return `in ${file}, write ${fix.key}: ${JSON.stringify(fix.list)}`;
      case "setObject":
        return `in ${file}, write ${fix.key}: ${JSON.stringify(fix.value)}`;
    }
  };
}

/** A value on one line of YAML. */
function yamlText(value: ShellWord, type: SetFix["type"] = "string"): string {
  const text = typeof value === "string" ? value : value.shell;
  return type === "string" ? JSON.stringify(text) : text;
}
