import { resolve } from "node:path";
import { readConfig } from "../../../config";
import { pulumiCommand, upCommand } from "../../../config/commands";
import { readStackConfig } from "../../../config/stackConfig";
import { studentsIn, studentsOf } from "../../../config/students";
import { registryUser } from "../../../config/students/registry";
import { nearestTo } from "../../../lib/nearest";
import { UserError } from "../../../lib/userError";
import { type Context, jsonText } from "../../context";
import { stackOutputs } from "../../kubernetes/stackAccess";
import { type Files, refuseExisting, writeFolders } from "./folders";
import { type Handout, cardsPage, files, studentPage } from "./pages";
import { registryPasswords } from "./passwords";

export interface HandoutOptions {
  readonly out: string;
  readonly student: string | undefined;
  readonly stack: string;
  readonly json: boolean;
}

const cards = "cards.html";

/** @param managerUrl in place of Azure's own, for tests */
export async function handout(context: Context, options: HandoutOptions, managerUrl?: string): Promise<void> {
  const { stack, student, out, json } = options;
  const outputs = await stackOutputs(context, stack);
  const { students: kubeconfigs = {}, registry, appUrl } = outputs;
  const labels = chosenLabels(Object.keys(kubeconfigs), student, stack);
  const { names, endsAt } = settingsOf(context.folder, stack);
  const folder = resolve(context.workingFolder, out);
  // Before Azure is asked: a new password replaces the one that was handed out.
  refuseExisting(folder, labels);
  const passwords = await registryPasswords(context, { outputs, labels, endsAt, ...(managerUrl && { managerUrl }) });
  const handouts = labels.map((label): Handout => {
    const own = {
      label,
      name: names.get(label) ?? label,
      namespace: `student-${label}`,
      user: registryUser({ label }),
    };
    return { ...own, registry: label in passwords ? registry : undefined, appUrl, endsAt };
  });
  const folders = handouts.map((one) => [one.label, filesOf(one, kubeconfigs[one.label]!, passwords[one.label])]);
  // The sheet is the class's: whoever comes later gets a folder, and leaves the sheet as it is.
  const beside: Files = student === undefined ? { [cards]: cardsPage(handouts) } : {};
  writeFolders(folder, Object.fromEntries(folders) as Record<string, Files>, beside);
  context.output.out(json ? jsonText({ folder, students: labels }) : report(out, labels, Object.keys(beside)));
}

function filesOf(handout: Handout, kubeconfig: string, password: string | undefined): Record<string, string> {
  return {
    [files.kubeconfig]: kubeconfig,
    ...(password !== undefined && { [files.password]: `${password}\n` }),
    [files.page]: studentPage(handout),
  };
}

function chosenLabels(labels: readonly string[], student: string | undefined, stack: string): readonly string[] {
  if (labels.length === 0) {
    const name = pulumiCommand(stack, ["config", "set", "studentsFile", "students.txt"]);
    throw new UserError(`The stack ${stack} has no students. Name them, \`${name}\`, then \`${upCommand(stack)}\`.`);
  }
  if (student === undefined) return labels;
  const label = studentsOf([student]).students[0]!.label;
  if (labels.includes(label)) return [label];
  throw new UserError(
    `--student ${JSON.stringify(student)}: the stack has none of that name. The nearest is ${nearestTo(label, labels)}.`,
  );
}

/** Names by label, and the end, from the stack's configuration as it is now. @throws ConfigError, UserError */
function settingsOf(projectFolder: string, stack: string) {
  const { project, values } = readStackConfig(stack, [], projectFolder);
  const config = readConfig(values, project, stack);
  return { names: new Map(studentsIn(config).map(({ label, name }) => [label, name])), endsAt: config.endsAt };
}

function report(out: string, labels: readonly string[], beside: readonly string[]): string {
  const count = `${labels.length} ${labels.length === 1 ? "folder" : "folders"}`;
  return (
    `${count} in ${out}, each for one student to have in private: kubeconfig, page, and the password for the registry if there is one.\n` +
    beside.map((file) => `${file} has nothing secret: print and cut it.\n`).join("")
  );
}
