import { resolve } from "node:path";
import { pulumiCommand, upCommand } from "../../../config/commands";
import { studentsIn } from "../../../config/students";
import { columns } from "../../../lib/columns";
import { UserError } from "../../../lib/userError";
import { type Context, jsonText } from "../../context";
import { noteEnd } from "../../endNotes";
import { type StackOutputs, administratorOf, stackOutputs } from "../../kubernetes/stackAccess";
import { noteOpenFolder } from "../../privateFolder";
import { readableConfig } from "../../readableConfig";
import { type WrittenKubeconfigs, fileOf, isOpenToGit, writeKubeconfigs } from "./files";
import { type LifetimeOptions, lifetimeSeconds } from "./lifetime";
import { endText, withEndingTokens } from "./tokens";

export interface KubeconfigsOptions extends LifetimeOptions {
  /** Folder for the files. */
  readonly out: string;
  readonly json: boolean;
}

export async function kubeconfigs(context: Context, options: KubeconfigsOptions): Promise<void> {
  const { out, stack, json } = options;
  const now = Date.now();
  const seconds = lifetimeSeconds(options, context.folder, now);
  const outputs = await stackOutputs(context, stack);
  const lasting = studentsOutput(outputs, stack);
  const ending = seconds === undefined ? undefined : await limited(lasting, { context, stack, outputs, seconds, now });
  const folder = resolve(context.workingFolder, out);
  noteOpenFolder(folder, context);
  const written = writeKubeconfigs(folder, ending?.kubeconfigs ?? lasting);
  const { labels, others } = written;
  if (labels.length > 0 && isOpenToGit(folder, fileOf(labels[0]!), context.env)) context.output.err(openWarning(out));
  const end = ending && { endsAt: ending.endsAt, shortened: ending.shortenedTo !== undefined };
  context.output.out(
    json
      ? jsonText({ folder, files: labels.map(fileOf), others, ...end })
      : report(out, written, namesOf(context.folder, stack), ending && seconds ? endText(ending, seconds) : []),
  );
  noteEnd(context, stack);
}

/** Each student's kubeconfig by label, an output of the stack's last `pulumi up`. @throws UserError if it has none */
function studentsOutput({ students }: StackOutputs, stack: string): Readonly<Record<string, string>> {
  if (students !== undefined) return students;
  const name = pulumiCommand(stack, ["config", "set", "studentsFile", "students.txt"]);
  throw new UserError(`The stack ${stack} has no students. Name them, \`${name}\`, then \`${upCommand(stack)}\`.`);
}

interface Limit {
  readonly context: Context;
  readonly stack: string;
  readonly outputs: StackOutputs;
  readonly seconds: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Loads the Kubernetes client, so only kubeconfigs that end come this way. */
async function limited(lasting: Readonly<Record<string, string>>, { context, stack, outputs, seconds, now }: Limit) {
  const api = await context.kubernetes.connect(administratorOf(context, stack, outputs));
  return withEndingTokens(api, lasting, seconds, now);
}

/** Names by label, from the stack's configuration as it is now. A wrong one gives no names: the files matter more. */
function namesOf(projectFolder: string, stack: string): ReadonlyMap<string, string> {
  const config = readableConfig(projectFolder, stack);
  return new Map(config && studentsIn(config).map(({ label, name }) => [label, name]));
}

function openWarning(out: string): string {
  return (
    `Git does not ignore the files in ${out}, and each is as good as a password: the next \`git add\` would take them along. Name ` +
    "a folder that is not there yet, which git will ignore.\n"
  );
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
