import { resolve } from "node:path";
import { studentsIn } from "../../../config/students";
import { columns } from "../../../lib/columns";
import { type Context, jsonText } from "../../context";
import { noteEnd } from "../../endNotes";
import { stackOutputs } from "../../kubernetes/stackAccess";
import { noteOpenFolder, noteOpenToGit } from "../../privateFolder";
import { readableConfig } from "../../readableConfig";
import { type LifetimeOptions, lastingKubeconfigs, lifetimeOf } from "../../studentAccess";
import { type WrittenKubeconfigs, fileOf, writeKubeconfigs } from "./files";

export interface KubeconfigsOptions extends LifetimeOptions {
  /** Folder for the files. */
  readonly out: string;
  readonly json: boolean;
}

export async function kubeconfigs(context: Context, options: KubeconfigsOptions): Promise<void> {
  const { out, stack, json } = options;
  const withLifetime = lifetimeOf(context, options);
  const outputs = await stackOutputs(context, stack);
  const { kubeconfigs, endLines, end } = await withLifetime(lastingKubeconfigs(outputs, stack), outputs);
  const folder = resolve(context.workingFolder, out);
  noteOpenFolder(folder, context);
  const written = writeKubeconfigs(folder, kubeconfigs);
  const { labels, others } = written;
  if (labels.length > 0) noteOpenToGit(folder, fileOf(labels[0]!), out, context);
  context.output.out(
    json
      ? jsonText({ folder, files: labels.map(fileOf), others, ...end })
      : report(out, written, namesOf(context.folder, stack), endLines),
  );
  noteEnd(context, stack);
}

/** Names by label, from the stack's configuration as it is now. A wrong one gives no names: the files matter more. */
function namesOf(projectFolder: string, stack: string): ReadonlyMap<string, string> {
  const config = readableConfig(projectFolder, stack);
  return new Map(config && studentsIn(config).map(({ label, name }) => [label, name]));
}

function report(
  out: string,
  { labels, others }: WrittenKubeconfigs,
  names: ReadonlyMap<string, string>,
  end: readonly string[],
): string {
  return [
    ...columns(labels.map((label) => [`  ${fileOf(label)}`, names.get(label) ?? ""])),
    "",
    `${labels.length} ${labels.length === 1 ? "file" : "files"} in ${out}, each good for one student's space and nothing else. ` +
      `A student uses theirs by \`kubectl --kubeconfig ${fileOf(labels[0] ?? "")} get pods\`.`,
    ...end,
    ...(others.length > 0 ? [`Not of this class, and left as they are: ${others.join(", ")}.`] : []),
    "",
  ].join("\n");
}
