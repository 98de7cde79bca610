import { studentLabel } from "../../../../facts/labels";
import type { KubeObject } from "./kubeObject";
import { Numbers } from "./numbers";
import { BoardStudent } from "./student";

export const spacePrefix = "student-";

/** The students, by their namespaces. */
export class Roster {
  private readonly students = new Map<string, BoardStudent>();
  private readonly numbers = new Numbers();

  /** @param onLeave is told of each student whose namespace is gone */
  constructor(private readonly onLeave: (student: BoardStudent) => void) {}

  /** All namespaces of the cluster. @returns those of students who are new */
  replace(namespaces: readonly KubeObject[]): string[] {
    const names = new Set(namespaces.map(({ metadata }) => metadata.name));
    for (const namespace of [...this.students.keys()]) if (!names.has(namespace)) this.remove(namespace);
    return namespaces.flatMap((namespace) => this.put(namespace) ?? []);
  }

  /**
   * Namespaces are the lab's by their label, not by their name alone.
   *
   * @returns the namespace, if it is that of a student who is new
   */
  put({ metadata: { name, uid, labels } }: KubeObject): string | undefined {
    const label = labels?.[studentLabel];
    const isSpace = label !== undefined && name === `${spacePrefix}${label}`;
    const known = this.students.get(name);
    if (isSpace && known?.uid === uid && known) return undefined;
    this.remove(name);
    if (!isSpace) return undefined;
    this.students.set(name, new BoardStudent(label, name, uid));
    return name;
  }

  remove(namespace: string): void {
    const student = this.students.get(namespace);
    if (student && this.students.delete(namespace)) this.onLeave(student);
  }

  /** Students by namespace; those who are new among them are numbered. */
  find(namespaces: Iterable<string>): BoardStudent[] {
    const found = [...namespaces].flatMap((namespace) => this.students.get(namespace) ?? []);
    this.numbers.draw(found.map(({ label }) => label));
    for (const student of found) student.number = this.numbers.of(student.label);
    return found;
  }

  get all(): readonly BoardStudent[] {
    return [...this.students.values()];
  }
}
