import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../../config/stackConfig";
import { UserError } from "../../../lib/userError";

/**
 * The kubeconfig file that a context is in.
 *
 * @param kubeconfig path of the file to look into; `undefined` for the usual ones, several of which KUBECONFIG may name
 * @throws UserError if it is in none
 */
export function fileOfContext(context: string, kubeconfig: string | undefined): string {
  const files = kubeconfig === undefined ? usualFiles() : [resolve(projectFolder, kubeconfig)];
  const found = files.find((file) => readContexts(file).includes(context));
  if (found !== undefined) return found;
  const contexts = files.flatMap(readContexts);
  throw new UserError(
    `There is no context ${context} in ${files.join(", ")}. There ${contexts.length === 0 ? "is none" : `are: ${contexts.join(", ")}`}.`,
  );
}

function usualFiles(): string[] {
  const named = (process.env["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== "");
  return named.length > 0 ? named : [join(homedir(), ".kube", "config")];
}

/** Names of a file's contexts. One that is not there, or no YAML, has none. */
function readContexts(file: string): string[] {
  try {
    const { contexts } = parse(readFileSync(file, "utf8")) as { contexts?: { name: string }[] };
    return (contexts ?? []).map(({ name }) => name);
  } catch {
    return [];
  }
}
