import { resolve } from "node:path";
import { existingStack } from "../../../config/existingStack";
import { studentsIn, studentsOf } from "../../../config/students";
import { registryUser } from "../../../config/students/registry";
import { nearestTo } from "../../../lib/nearest";
import { UserError } from "../../../lib/userError";
import { type Context, jsonText } from "../../context";
import { noteEnd } from "../../endNotes";
import { stackOutputs } from "../../kubernetes/stackAccess";
import { noteOpenFolder, noteOpenToGit } from "../../privateFolder";
import { type LifetimeOptions, lastingKubeconfigs, lifetimeOf } from "../../studentAccess";
import { type Files, refuseExisting, writeFolders } from "./folders";
import { guideAddress } from "./guideAddress";
import { type Handout, cardsPage, files, studentPage } from "./pages";
import { registryPasswords } from "./passwords";

export interface HandoutOptions extends LifetimeOptions {
  readonly out: string;
  readonly student: string | undefined;
  readonly guide: string | undefined;
  readonly json: boolean;
}

const cards = "cards.html";

export async function handout(context: Context, options: HandoutOptions): Promise<void> {
  const { stack, student, out, json } = options;
  const withLifetime = lifetimeOf(context, options);
  const outputs = await stackOutputs(context, stack);
  const lasting = chosen(lastingKubeconfigs(outputs, stack), student);
  const { names, endsAt } = settingsOf(context.folder, stack);
  const folder = resolve(context.workingFolder, out);
  const labels = Object.keys(lasting);
  // Before Azure is asked: a new password replaces the one that was handed out.
  refuseExisting(folder, labels);
  noteOpenFolder(folder, context);
  const { kubeconfigs, endLines, end } = await withLifetime(lasting, outputs);
  const passwords = await registryPasswords(context, { outputs, labels, endsAt });
  const guide = options.guide ?? (await guideAddress(context));
  const handouts = labels.map((label): Handout => ({
    ...{ label, name: names.get(label) ?? label, namespace: `student-${label}`, user: registryUser({ label }) },
    registry: label in passwords ? outputs.registry : undefined,
    // Without an address yet, the stack says why in its place.
    ...{ appUrl: outputs.appUrl?.startsWith("http") ? outputs.appUrl : undefined, endsAt, guide },
  }));
  const folders = handouts.map((one) => [one.label, filesOf(one, kubeconfigs[one.label]!, passwords[one.label])]);
  // The sheet is the class's: whoever comes later gets a folder, and leaves the sheet as it is.
  const beside: Files = student === undefined ? { [cards]: cardsPage(handouts) } : {};
  writeFolders(folder, Object.fromEntries(folders) as Record<string, Files>, beside);
  if (labels.length > 0) noteOpenToGit(folder, labels[0]!, out, context);
  context.output.out(
    json ? jsonText({ folder, students: labels, ...end }) : report(out, labels, Object.keys(beside), endLines),
  );
  noteEnd(context, stack);
}

function filesOf(handout: Handout, kubeconfig: string, password: string | undefined): Record<string, string> {
  return {
    [files.kubeconfig]: kubeconfig,
    ...(password !== undefined && { [files.password]: `${password}\n` }),
    [files.page]: studentPage(handout),
  };
}

/** All, or only one student's. @throws UserError if the stack has no such student */
function chosen(kubeconfigs: Readonly<Record<string, string>>, student: string | undefined) {
  if (student === undefined) return kubeconfigs;
  const label = studentsOf([student]).students[0]!.label;
  const own = kubeconfigs[label];
  if (own !== undefined) return { [label]: own };
  const nearest = nearestTo(label, Object.keys(kubeconfigs));
  throw new UserError(
    `--student ${JSON.stringify(student)}: the stack has none of that name. The nearest is ${nearest}.`,
  );
}

/** Names by label, and the end, from the stack's configuration as it is now. @throws ConfigError, UserError */
function settingsOf(projectFolder: string, stack: string) {
  const { config } = existingStack(stack, projectFolder);
  return { names: new Map(studentsIn(config).map(({ label, name }) => [label, name])), endsAt: config.endsAt };
}

function report(out: string, labels: readonly string[], beside: readonly string[], end: readonly string[]): string {
  const count = `${labels.length} ${labels.length === 1 ? "folder" : "folders"}`;
  return [
    `${count} in ${out}, each for one student to have in private: kubeconfig, page, and the password for the registry if there is one.`,
    ...end,
    ...beside.map((file) => `${file} has nothing secret: print and cut it.`),
    "",
  ].join("\n");
}
