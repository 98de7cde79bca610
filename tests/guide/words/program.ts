import { readFileSync } from "node:fs";
import path from "node:path";

/** What the guide's commands are held against. */
export interface Program {
  readonly folder: string;
  /** npm's scripts by name. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Names of the stack's outputs, on Azure and on Docker. */
  readonly outputs: readonly string[];
}

export const root = path.join(__dirname, "../../..");

/** This project as it is. @param outputs see `Program` */
export function thisProgram(outputs: readonly string[]): Program {
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as Program;
  return { folder: root, scripts, outputs };
}
