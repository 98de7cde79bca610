import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, posix, resolve } from "node:path";
import createIgnore from "@balena/dockerignore";
import { DockerfileParser, type JSONInstruction } from "dockerfile-ast";

/**
 * What a build would stop at in its folder: no Dockerfile, or a COPY of what is not there or is left out by `.dockerignore`. What
 * comes from another stage, an address or a variable is not looked at.
 *
 * @param context path of the folder, from the current one
 */
export function contextFaults(context: string, dockerfile = "Dockerfile"): string[] {
  const folder = resolve(context);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [`there is no folder ${context} to build`];
  const path = join(folder, dockerfile);
  if (!existsSync(path)) return [`the folder ${context} has no ${dockerfile}`];
  const files = filesIn(folder);
  const sent = files.filter(notIgnored(folder));
  return sourcesOf(readFileSync(path, "utf8")).flatMap((source) => {
    const isMeant = matching(source);
    if (sent.some(isMeant)) return [];
    const why = files.some(isMeant) ? "which .dockerignore leaves out" : "which is not there";
    return [`${dockerfile} of ${context} copies ${source}, ${why}`];
  });
}

/** Paths of all files below a folder, with slashes. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    );
}

function notIgnored(folder: string): (path: string) => boolean {
  const file = join(folder, ".dockerignore");
  if (!existsSync(file)) return () => true;
  return createIgnore().add(readFileSync(file, "utf8")).createFilter();
}

/** What COPY and ADD take from the folder. */
function sourcesOf(text: string): string[] {
  return DockerfileParser.parse(text)
    .getInstructions()
    .filter((instruction) => ["COPY", "ADD"].includes(instruction.getKeyword()))
    .map((instruction) => instruction as JSONInstruction)
    .filter((instruction) => !instruction.getFlags().some((flag) => flag.getName() === "from"))
    .flatMap((instruction) => wordsOf(instruction).slice(0, -1))
    .filter((source) => !/^(https?|git):|\$|^<</.test(source));
}

function wordsOf(instruction: JSONInstruction): string[] {
  const strings = instruction.getJSONStrings().map((one) => one.getJSONValue());
  return strings.length > 0 ? strings : instruction.getArguments().map((one) => one.getValue());
}

/** Whether a path is a source, lies below it, or matches its `*` and `?`. */
function matching(source: string): (path: string) => boolean {
  const path = posix
    .normalize(source)
    .replace(/^(\.?\/)+/, "")
    .replace(/\/$/, "");
  if (path === "" || path === ".") return () => true;
  const pattern = path
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]");
  const expression = new RegExp(`^${pattern}(/|$)`);
  return (file) => expression.test(file);
}
