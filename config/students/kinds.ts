import { resolve } from "node:path";
import { z } from "zod";
import { statOf } from "../../lib/statOf";
import { projectFolder } from "../projectFolder";
import type { Kind } from "../kinds";
import { type Student, longestLabel, mostStudents, readNames, studentsOf } from "./index";

/** A list of names; the value is the students whom they name. */
export const studentList: Kind<readonly Student[]> = {
  type: "array",
  items: "string",
  schema: z.array(z.string().or(z.number().superRefine(refuseNumber).transform(String))).transform(studentsNamed),
  allowed: `a list of 0 to ${mostStudents} names, such as ["kim","이민호"], no two of them the same in Latin letters`,
  example: "kim",
  item: {
    type: "string",
    schema: z.string().refine((name) => studentsOf([name]).faults.length === 0),
    // Without the signs that a name cannot have.
    suggest: (given) => given.replaceAll(/[^\p{L}\p{N} ._-]/gu, "").trim(),
    placeholder: "A/NAME",
  },
};

/** The path of a file of names; the value is the students whom they name. */
export const studentFile: Kind<readonly Student[]> = {
  type: "string",
  schema: z.string().transform(studentsInFile),
  allowed: `a text file of 1 to ${mostStudents} names, one a line, by its path from the project's folder`,
  example: "students.example.txt",
  namesFile: (path) => statOf(resolve(projectFolder, path))?.isFile() ?? false,
};

/** The items are declared as text in Pulumi.yaml, so Pulumi refuses a student number that it keeps as a number. */
function refuseNumber(number: number, context: z.RefinementCtx) {
  const message = `${number} is a number: put it in quotes in the stack file, or set it with --type string`;
  context.addIssue({ code: "custom", message });
}

function studentsNamed(names: readonly string[], context: z.RefinementCtx): readonly Student[] {
  const { students, faults } = studentsOf(names);
  const problems = faults.map(({ index, problem }) => ({ path: [index], message: problem }));
  return unless(names.length > mostStudents ? [tooMany(names.length)] : problems, context, students);
}

function studentsInFile(path: string, context: z.RefinementCtx): readonly Student[] {
  const file = readNames(path);
  if ("problem" in file) return unless([{ message: file.problem }], context, []);
  const { students, faults } = studentsOf(file.names.map(({ name }) => name));
  const wrong = faults.filter(({ isTwin }) => !isTwin);
  // Whatever it is, perhaps a file of passwords, its lines are nobody's business.
  if (wrong.length > file.names.length / 2) {
    const lines = wrong.slice(0, mostProblems).map(({ index }) => file.names[index]!.line);
    return unless([{ message: `it is no list of names: ${linesText(lines, wrong.length)}` }], context, []);
  }
  const problems = faults.map(({ index, problem }) => {
    const { name, line } = file.names[index]!;
    return { message: `of ${JSON.stringify(name)} in line ${line}, ${problem}` };
  });
  return unless(students.length > mostStudents ? [tooMany(students.length)] : problems, context, students);
}

function linesText(lines: readonly number[], count: number): string {
  const named = lines.length === 1 ? `line ${lines[0]} is` : `lines ${lines.join(", ")} are`;
  const more = count > lines.length ? `, and ${count - lines.length} more` : "";
  return `${named} no name${more}: a name has up to ${longestLabel} Latin letters, Hangul syllables, digits, spaces, dots and hyphens`;
}

function tooMany(names: number) {
  return { message: `it has ${names} names` };
}

/** Beyond this many problems, the others are probably of the same kind. */
const mostProblems = 5;

/** A value, unless there are problems, of which the first few are reported. */
function unless<T>(problems: readonly { path?: number[]; message: string }[], context: z.RefinementCtx, value: T): T {
  const [shown, left] = [problems.slice(0, mostProblems), problems.length - mostProblems];
  for (const problem of shown) context.addIssue({ code: "custom", ...problem });
  if (left > 0) context.addIssue({ code: "custom", message: `and ${left} more like these` });
  return problems.length > 0 ? z.NEVER : value;
}
