import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import type { LabConfig } from "../../../config";
import { pulumiCommand } from "../../../config/commands";
import { localStack } from "../../../config/stacks";
import { UserError } from "../../../lib/userError";
import type { Environment } from "../../context";
import { locateContext, readKubeconfig } from "./kubeconfigFiles";
import { stateFolder } from "./state/localState";

/** Where kubeconfig files are looked for. */
export interface KubeconfigPlace {
  /** Path of the only file to look into; `undefined` for the default ones. */
  readonly kubeconfig: string | undefined;
  /** Folder of the project, in which Pulumi runs: relative paths start there. */
  readonly folder: string;
  /** KUBECONFIG may name several files. */
  readonly env: Environment;
}

/**
 * Path of a kubeconfig file that has a context with its cluster and user. Pulumi's provider reads one file, and kubectl several: what
 * they have together is written into one of the lab's own, which only the user can read.
 *
 * @throws UserError if none has the context
 */
export function fileOfContext(context: string, { kubeconfig, folder, env }: KubeconfigPlace): string {
  const paths = (kubeconfig === undefined ? defaultFiles(env) : [kubeconfig]).map((file) => resolve(folder, file));
  const files = paths.map(readKubeconfig);
  const found = locateContext(files, context);
  if (found === undefined) {
    const contexts = files.flatMap((file) => file.contexts.map(({ name }) => name));
    throw new UserError(`There is no context ${context} in ${paths.join(", ")}. ${adviceOf(contexts)}`);
  }
  return "path" in found ? found.path : writeMerged(found.text, folder);
}

function adviceOf(contexts: readonly unknown[]): string {
  const set = (key: string) => `\`${pulumiCommand(localStack, ["config", "set", key])}`;
  return contexts.length === 0
    ? `There is none. Name the file that has it: ${set("kubeconfig")} <file>\``
    : `There are: ${contexts.join(", ")}. Name one of them: ${set("kubeContext")} <context>\``;
}

function writeMerged(text: string, folder: string): string {
  mkdirSync(join(folder, stateFolder), { recursive: true, mode: 0o700 });
  // One that an earlier run left may be open to others.
  removeMerged(folder);
  writeFileSync(mergedFile(folder), text, { mode: 0o600, flag: "wx" });
  return mergedFile(folder);
}

/** Removes the lab's own copy of credentials, if there is one. @param folder of the project */
export function removeMerged(folder: string): void {
  rmSync(mergedFile(folder), { force: true });
}

function mergedFile(folder: string): string {
  return join(folder, stateFolder, "kubeconfig.yaml");
}

function defaultFiles(env: Environment): string[] {
  const named = (env["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== "");
  return named.length > 0 ? named : [join(env["HOME"] ?? homedir(), ".kube", "config")];
}

/** Makes Pulumi's provider read the file that has the context of a configuration; nothing without one. @throws UserError */
export function kubeEnvironment(
  { kubeContext, kubeconfig }: Pick<LabConfig, "kubeContext" | "kubeconfig">,
  { folder, env }: Pick<KubeconfigPlace, "folder" | "env">,
): Environment {
  return kubeContext === undefined ? {} : { KUBECONFIG: fileOfContext(kubeContext, { folder, env, kubeconfig }) };
}
