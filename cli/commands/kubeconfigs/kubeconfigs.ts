import { resolve } from "node:path";
import { ConfigError, localStack, readConfig } from "../../../config";
import { readStackConfig } from "../../../config/stackConfig";
import { studentsIn } from "../../../config/students";
import { columns } from "../../../lib/columns";
import { UserError } from "../../../lib/userError";
import { type Context, jsonText } from "../../context";
import { outputOf } from "../../pulumi/output";
import { onLocalState } from "../local/stack";
import { type WrittenKubeconfigs, fileOf, writeKubeconfigs } from "./files";

export interface KubeconfigsOptions {
  /** Folder for the files. */
  readonly out: string;
  readonly stack: string;
  readonly json: boolean;
}

export async function kubeconfigs(context: Context, { out, stack, json }: KubeconfigsOptions): Promise<void> {
  const folder = resolve(context.workingFolder, out);
  const written = writeKubeconfigs(folder, await studentsOutput(context, stack));
  const { labels, others } = written;
  context.output.out(
    json
      ? jsonText({ folder, files: labels.map(fileOf), others })
      : report(out, written, namesOf(context.folder, stack)),
  );
}

/** Each student's kubeconfig by label, an output of the stack's last `pulumi up`. @throws UserError if it has none */
async function studentsOutput(context: Context, stack: string): Promise<Record<string, string>> {
  const command = ["stack", "output", "--json", "--show-secrets", "--stack", stack];
  const text =
    stack === localStack
      ? await onLocalState(context, (pulumi) => outputOf(pulumi, command))
      : await outputOf(context.pulumi, command);
  const { students } = JSON.parse(text) as { students?: Record<string, string> };
  if (students !== undefined) return students;
  const [pulumi, up] =
    stack === localStack ? ["npm run local:pulumi --", "npm run local"] : ["npx pulumi", "npx pulumi up"];
  throw new UserError(
    `The stack ${stack} has no students. Name them, \`${pulumi} config set studentsFile students.txt\`, then \`${up}\`.`,
  );
}

/** Names by label, from the stack's configuration as it is now. A wrong one gives no names: the files matter more. */
function namesOf(projectFolder: string, stack: string): ReadonlyMap<string, string> {
  try {
    const { project, values } = readStackConfig(stack, [], projectFolder);
    return new Map(studentsIn(readConfig(values, project, stack)).map(({ label, name }) => [label, name]));
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UserError) return new Map();
    throw error;
  }
}

function report(out: string, { labels, others }: WrittenKubeconfigs, names: ReadonlyMap<string, string>): string {
  return [
    ...columns(labels.map((label) => [`  ${fileOf(label)}`, names.get(label) ?? ""])),
    "",
    `${labels.length} ${labels.length === 1 ? "file" : "files"} in ${out}, each good for one student's space and nothing else. ` +
      `A student uses theirs by \`kubectl --kubeconfig ${fileOf(labels[0] ?? "")} get pods\`.`,
    ...(others.length > 0 ? [`Not of this class, and left as they are: ${others.join(", ")}.`] : []),
    "",
  ].join("\n");
}
