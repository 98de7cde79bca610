import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { romanized } from "../../lib/romanize";
import { projectFolder } from "../projectFolder";
import { sharedRepositories } from "./registry";

/** Somebody who has a space on the cluster. */
export interface Student {
  /** Name as it was given. */
  readonly name: string;
  /** The name as a DNS label, no two of which are the same: of the namespace, the account, the file. */
  readonly label: string;
}

/** More than a class, and about as many as one cluster of the lab's kind can hold. */
export const mostStudents = 200;

/** A namespace's name has at most 63 characters (RFC 1123), of which `student-` takes eight. */
export const longestLabel = 55;

/** Kubernetes creates this account in every namespace, and refuses to create it again. */
const defaultAccount = "default";

/** What is wrong with one name, and its index in the list. */
export interface NameFault {
  readonly index: number;
  readonly problem: string;
  /** Whether another name is the same in Latin letters; each by itself would do. */
  readonly isTwin?: true;
}

/**
 * The students in a list of names, and what is wrong with the names. A name becomes a DNS label: Hangul is romanized,
 * accents are dropped, capitals become small letters, and what separates words becomes a hyphen. Other signs are refused.
 */
export function studentsOf(names: readonly string[]): { students: Student[]; faults: NameFault[] } {
  const students = names.map((name) => ({ name, label: labelOf(name) }));
  const firsts = new Map<string, string>();
  const faults = students.flatMap(({ name, label }, index) => {
    const own = nameProblem(name, label);
    const problem = own ?? twinProblem(firsts.get(label), label);
    if (problem !== undefined) return [{ index, problem, ...(own === undefined && { isTwin: true as const }) }];
    firsts.set(label, name);
    return [];
  });
  return { students, faults };
}

/** The students of a configuration, which has either a list or a file. */
export function studentsIn(config: { students: readonly Student[]; studentsFile: readonly Student[] | undefined }) {
  return config.studentsFile ?? config.students;
}

/** Line ends and characters without width stay, so the name is refused: they may stand where one name ends and the next begins. */
function labelOf(name: string): string {
  return romanized(name.trim())
    .normalize("NFKD")
    .replace(/(?!\p{Default_Ignorable_Code_Point})\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[\p{Zs}\t._-]+/gu, "-")
    .replace(/^-|-$/g, "");
}

function nameProblem(name: string, label: string): string | undefined {
  const foreign = /[^a-z0-9-]/u.exec(label)?.[0];
  if (foreign !== undefined)
    return `it has ${shown(foreign)}, which a DNS label cannot have; write it in Latin letters or Hangul`;
  if (label === defaultAccount)
    return "Kubernetes creates an account of that name in every namespace; add a letter or a digit";
  if (label === sharedRepositories.library)
    return "the part of the registry with that name has the images of all; add a letter or a digit";
  if (label === "") return name.trim() === "" ? "it is empty" : "it has neither a letter nor a digit";
  if (label.length > longestLabel)
    return `as the DNS label ${label} it has ${label.length} characters, and ${longestLabel} are allowed`;
  return undefined;
}

/** A character in quotes; an invisible one by its number in Unicode. */
function shown(character: string): string {
  if (!/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(character)) return `"${character}"`;
  const number = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  return `the invisible character U+${number}`;
}

function twinProblem(first: string | undefined, label: string): string | undefined {
  if (first === undefined) return undefined;
  return `it is ${label}, and so is "${first}"; add a number to one of them`;
}

/** Of a file of names: far more than those of a class with comments. */
const mostBytes = 256 * 1024;

/** Every line end of Unicode: spreadsheets and word processors write others than editors do. */
const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/**
 * The names in a file: one a line, in UTF-8. Empty lines, and what comes after a #, do not count.
 *
 * @param path from the project's folder, or absolute
 * @returns each name with the number of its line, or what is wrong with the file
 */
export function readNames(path: string): { names: { name: string; line: number }[] } | { problem: string } {
  try {
    const file = resolve(projectFolder, path);
    const stats = statSync(file);
    // A device or a pipe might never end.
    if (!stats.isFile())
      return { problem: stats.isDirectory() ? "it is a folder" : "it is not a file, but a device or a pipe" };
    if (stats.size > mostBytes)
      return { problem: `it is larger than ${mostBytes / 1024} KiB, so it is no list of names` };
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
    const lines = text.split(lineEnd).map((line, index) => ({ name: line.replace(/#.*/, "").trim(), line: index + 1 }));
    const names = lines.filter(({ name }) => name !== "");
    // A lab without students names no file; by an empty one an update would delete every space.
    return names.length === 0 ? { problem: "it has no names" } : { names };
  } catch (error) {
    return { problem: fileProblem(error as NodeJS.ErrnoException) };
  }
}

function fileProblem({ code }: NodeJS.ErrnoException): string {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return `there is no such file in ${projectFolder}`;
    case "EACCES":
    case "EPERM":
      return "it may not be read";
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return "it is not in UTF-8; save it as UTF-8 in the editor or spreadsheet that it comes from";
    default:
      return `it cannot be read (${code})`;
  }
}
