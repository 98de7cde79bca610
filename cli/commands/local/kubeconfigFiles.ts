import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { isMapping } from "../../../lib/json";

const sections = ["contexts", "clusters", "users"] as const;
type Section = (typeof sections)[number];
type Entry = Readonly<Record<string, unknown>>;

/** A kubeconfig file, as far as it is one: what is missing in it is empty. */
export interface KubeconfigFile extends Readonly<Record<Section, readonly Entry[]>> {
  readonly path: string;
}

/** Where kubectl takes paths in a kubeconfig from the folder of its file (client-go, `tools/clientcmd/loader.go`). */
const pathKeys = ["certificate-authority", "client-certificate", "client-key", "tokenFile"];

/** A file that is missing, or is not YAML, has nothing. */
export function readKubeconfig(path: string): KubeconfigFile {
  const content = contentOf(path);
  const entriesOf = (section: Section) => {
    const list = content[section];
    return Array.isArray(list) ? list.filter(isMapping).filter(({ name }) => typeof name === "string") : [];
  };
  return { path, contexts: entriesOf("contexts"), clusters: entriesOf("clusters"), users: entriesOf("users") };
}

function contentOf(path: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = parse(readFileSync(path, "utf8"));
    return isMapping(content) ? content : {};
  } catch {
    return {};
  }
}

/** The entry of a section that counts, as for kubectl: the first one of its name, and the file that it is in. */
function find(files: readonly KubeconfigFile[], section: Section, name: unknown) {
  const file = files.find((one) => one[section].some((entry) => entry["name"] === name));
  return file && { file, entry: file[section].find((entry) => entry["name"] === name)! };
}

/**
 * Where a context is, with the cluster and the user that it names.
 *
 * @returns the path of the one file that has all of it; the text of a kubeconfig with it if several files have; `undefined` if none
 *   has the context
 */
export function locateContext(
  files: readonly KubeconfigFile[],
  context: string,
): { readonly path: string } | { readonly text: string } | undefined {
  const found = find(files, "contexts", context);
  if (!found) return undefined;
  const { cluster, user } = isMapping(found.entry["context"]) ? found.entry["context"] : {};
  const parts = {
    contexts: found,
    clusters: find(files, "clusters", cluster),
    users: find(files, "users", user),
  };
  // What no file has is for Kubernetes' own client to refuse.
  if (Object.values(parts).every((part) => part === undefined || part.file === found.file)) return found.file;
  const merged = sections.map((section) => {
    const part = parts[section];
    return [section, part ? [withAbsolutePaths(part.entry, dirname(part.file.path))] : []];
  });
  return { text: stringify({ apiVersion: "v1", kind: "Config", ...Object.fromEntries(merged) }) };
}

function withAbsolutePaths(entry: Entry, folder: string): Entry {
  const absolute = (key: string, value: unknown): unknown => {
    if (isMapping(value))
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, absolute(key, one)]));
    const isPath = typeof value === "string" && value !== "" && (pathKeys.includes(key) || isCommandPath(key, value));
    return isPath ? resolve(folder, value) : value;
  };
  return absolute("", entry) as Entry;
}

/** A command without a separator is looked up in PATH. */
function isCommandPath(key: string, value: string): boolean {
  return key === "command" && /[\\/]/.test(value);
}
