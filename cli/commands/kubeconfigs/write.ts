import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { ConfigError, defaultStack, localStack, readConfig } from "../../../config";
import { studentsIn } from "../../../config/students";
import { onLocalState } from "../local/stack";
import { pulumiOutput } from "../../pulumi/cli";
import { readStackConfig } from "../../../config/stackConfig";
import { UserError } from "../../../lib/userError";

interface KubeconfigsOptions {
  readonly out: string;
  readonly stack: string;
}

export function addKubeconfigsCommand(program: Command): void {
  program
    .command("kubeconfigs")
    .description("Write each student's kubeconfig into a file of its own, for nobody but you to read")
    .requiredOption("-o, --out <folder>", "where to; made if it is not there")
    .option("-s, --stack <name>", "stack whose students they are", defaultStack)
    .action(async ({ out, stack }: KubeconfigsOptions) => {
      const kubeconfigs = await studentsOutput(stack);
      const written = writeKubeconfigs(resolve(out), kubeconfigs);
      console.log(report(out, written, namesOf(stack)));
    });
}

/** Each student's kubeconfig by label, as the stack's last `pulumi up` put it out. @throws UserError if it has none */
async function studentsOutput(stack: string): Promise<Record<string, string>> {
  const command = ["stack", "output", "--json", "--show-secrets", "--stack", stack];
  const text =
    stack === localStack ? await onLocalState((env) => pulumiOutput(command, env)) : await pulumiOutput(command);
  const { students } = JSON.parse(text) as { students?: Record<string, string> };
  if (students !== undefined) return students;
  const [pulumi, up] =
    stack === localStack ? ["npm run local:pulumi --", "npm run local"] : ["npx pulumi", "npx pulumi up"];
  throw new UserError(
    `The stack ${stack} has no students. Name them, \`${pulumi} config set studentsFile students.txt\`, then \`${up}\`.`,
  );
}

/** What became of a folder. */
export interface WrittenKubeconfigs {
  readonly labels: readonly string[];
  /** Files of the same kind that are not of this class: those of students who have left, perhaps. */
  readonly others: readonly string[];
}

/**
 * Writes a file `<label>.yaml` for each student, mode 0600. Each is there as a whole or not at all. A folder that it makes
 * is closed to others, and git leaves it alone.
 *
 * @throws UserError if the folder cannot be written to
 */
export function writeKubeconfigs(folder: string, kubeconfigs: Readonly<Record<string, string>>): WrittenKubeconfigs {
  const labels = Object.keys(kubeconfigs);
  try {
    makeFolder(folder);
    for (const label of labels) {
      const part = join(folder, `.${label}.part`);
      // A file that was left there may be open to others.
      rmSync(part, { force: true });
      writeFileSync(part, kubeconfigs[label]!, { mode: 0o600, flag: "wx" });
      renameSync(part, join(folder, fileOf(label)));
    }
    const others = readdirSync(folder).filter((file) => file.endsWith(".yaml") && !labels.map(fileOf).includes(file));
    return { labels, others: others.sort() };
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`--out ${folder}: ${path ?? "it"} cannot be written (${code}). Name another folder.`);
  }
}

function fileOf(label: string): string {
  return `${label}.yaml`;
}

function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (statSync(folder).isDirectory()) return;
    throw new UserError(`--out ${folder}: that is a file. Name a folder.`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, ".gitignore"), "*\n");
}

/** Names by label, from the stack's configuration as it is now. One that is wrong has none: the files matter more. */
function namesOf(stack: string): ReadonlyMap<string, string> {
  try {
    const { project, values } = readStackConfig(stack, []);
    return new Map(studentsIn(readConfig(values, project, stack)).map(({ label, name }) => [label, name]));
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UserError) return new Map();
    throw error;
  }
}

function report(out: string, { labels, others }: WrittenKubeconfigs, names: ReadonlyMap<string, string>): string {
  const width = Math.max(...labels.map((label) => fileOf(label).length)) + 2;
  return [
    ...labels.map((label) => `  ${fileOf(label).padEnd(width)}${names.get(label) ?? ""}`.trimEnd()),
    "",
    `${labels.length} ${labels.length === 1 ? "file" : "files"} in ${out}, each good for one student's space and nothing else. ` +
      `A student uses theirs by \`kubectl --kubeconfig ${fileOf(labels[0] ?? "")} get pods\`.`,
    ...(others.length > 0 ? [`Not of this class, and left as they are: ${others.join(", ")}.`] : []),
  ].join("\n");
}
