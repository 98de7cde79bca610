import { studentLabel } from "../../facts/labels";
import { studentsOf } from "../../config/students";
import { nearestTo } from "../../lib/nearest";
import { UserError } from "../../lib/userError";
import type { KubeApi } from "./api";

interface Namespace {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
}

/** A student's space on the cluster. */
export interface Space {
  /** The student's label. */
  readonly label: string;
  readonly namespace: string;
}

/**
 * The space of a student, who need not be in the stack's list any more.
 *
 * @param name as in the list, or its label
 * @throws UserError if the cluster has none
 */
export async function findSpace(api: KubeApi, name: string): Promise<Space> {
  const { students, faults } = studentsOf([name]);
  if (faults.length > 0) throw new UserError(`--student ${JSON.stringify(name)}: ${faults[0]!.problem}.`);
  const { label } = students[0]!;
  const spaces = await spacesOn(api);
  const space = spaces.find((one) => one.label === label);
  if (space !== undefined) return space;
  const labels = spaces.map((one) => one.label);
  const known = labels.length === 0 ? "It has no student's space." : `The nearest is ${nearestTo(label, labels)}.`;
  throw new UserError(
    `--student ${JSON.stringify(name)}: the cluster has no namespace student-${label} of the lab. ${known}`,
  );
}

/** Namespaces are the lab's by their label, not by their name alone. */
export async function spacesOn(api: KubeApi): Promise<Space[]> {
  const path = `/api/v1/namespaces?labelSelector=${encodeURIComponent(studentLabel)}`;
  const { items } = await api.request<{ items: readonly Namespace[] }>({ method: "GET", path });
  return items
    .map(({ metadata: { name, labels } }) => ({ label: labels?.[studentLabel] ?? "", namespace: name }))
    .filter(({ label, namespace }) => namespace === `student-${label}`);
}
