import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { parse } from "yaml";
import { UserError } from "../../../lib/userError";
import type { Environment } from "../../context";

/** Where kubeconfig files are looked for. */
export interface KubeconfigPlace {
  /** Path of the only file to look into; `undefined` for the default ones. */
  readonly kubeconfig: string | undefined;
  /** Folder of the project, in which Pulumi runs: relative paths start there. */
  readonly folder: string;
  /** KUBECONFIG may name several files. */
  readonly env: Environment;
}

/** Path of the kubeconfig file that has a context. @throws UserError if none has */
export function fileOfContext(context: string, { kubeconfig, folder, env }: KubeconfigPlace): string {
  const files = (kubeconfig === undefined ? defaultFiles(env) : [kubeconfig]).map((file) => resolve(folder, file));
  const found = files.find((file) => readContexts(file).includes(context));
  if (found !== undefined) return found;
  const contexts = files.flatMap(readContexts);
  throw new UserError(
    `There is no context ${context} in ${files.join(", ")}. There ${contexts.length === 0 ? "is none" : `are: ${contexts.join(", ")}`}.`,
  );
}

function defaultFiles(env: Environment): string[] {
  const named = (env["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== "");
  return named.length > 0 ? named : [join(env["HOME"] ?? homedir(), ".kube", "config")];
}

/** Names of a file's contexts. A file that is missing, or is not YAML, has none. */
function readContexts(file: string): string[] {
  try {
    const { contexts } = parse(readFileSync(file, "utf8")) as { contexts?: { name: string }[] };
    return (contexts ?? []).map(({ name }) => name);
  } catch {
    return [];
  }
}
