/** Prints what the rehearsal, the board and the unit tests cost, as ratios measured in this one run: `npm run bench`. It never fails. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..");

/** Runs of each program; those that are compared take turns, so that all meet the same machine. CI only tries whether they run. */
const rounds = process.argv.includes("--once") ? 1 : 5;

const students = 200;

interface Cost {
  /** Processor time of the program and of every Node process that it started. */
  readonly seconds: number;
  /** Of the largest of these processes. */
  readonly peakMiB: number;
}

/** Arguments of Node. */
type Program = readonly string[];

/** @param mayFail whether the cost of a program that ends with another code than 0 counts too, as that of tests does */
function cost(program: Program, mayFail = false): Cost {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const usage = join(folder, "usage");
  const env = { ...process.env, BENCH_USAGE: usage, NODE_OPTIONS: `--require ${join(__dirname, "usage.js")}` };
  const run = spawnSync(process.execPath, program, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28, env });
  if (run.status !== 0 && !mayFail) throw new Error(`node ${program.join(" ")} failed:\n${run.stdout}${run.stderr}`);
  const rows = readFileSync(usage, "utf8").trim().split("\n");
  rmSync(folder, { recursive: true });
  const columns = rows.map((row) => row.split(" ").map(Number) as [number, number]);
  return {
    seconds: columns.reduce((sum, [microseconds]) => sum + microseconds, 0) / 1e6,
    peakMiB: Math.max(...columns.map(([, kibibytes]) => kibibytes)) / 1024,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Median cost of each program, run in turns. */
function compare<Name extends string>(programs: Record<Name, Program>): Record<Name, Cost> {
  const names = Object.keys(programs) as Name[];
  const costs = Array.from({ length: rounds }, () => names.map((name) => cost(programs[name])));
  const medians = names.map((name, index) => {
    const column = costs.map((row) => row[index]!);
    const seconds = median(column.map((one) => one.seconds));
    return [name, { seconds, peakMiB: median(column.map((one) => one.peakMiB)) }];
  });
  return Object.fromEntries(medians) as Record<Name, Cost>;
}

function row(what: string, measured: string, aim: string): void {
  console.log(`${what.padEnd(72)}${measured.padStart(8)}   aim: at most ${aim}`);
}

const rehearsalOf = (...options: string[]): Program => [
  ...["--require", "sucrase/register/ts", "cli/lab.ts", "plan", "--stack", "dev", "--json"],
  ...options,
];
const names = (count: number) =>
  `students=${JSON.stringify(Array.from({ length: count }, (_, index) => `student${index + 1}`))}`;

const { bare, rehearsal, one, many } = compare({
  bare: ["bench/bareImport.js"],
  rehearsal: rehearsalOf(),
  one: rehearsalOf("--config", names(1)),
  many: rehearsalOf("--config", names(students)),
});
row("rehearsal, processor time to that of importing its SDK modules", ratio(rehearsal.seconds, bare.seconds), "2");
row("rehearsal, peak memory, MiB", rehearsal.peakMiB.toFixed(0), "186");
row("  the same, to that of importing its SDK modules", ratio(rehearsal.peakMiB, bare.peakMiB), "2");
row(`each of ${students} students, processor time to that import, in thousandths`, each("seconds", 1000), "12");
row(`each of ${students} students, peak memory to that import, in thousandths`, each("peakMiB", 1000), "10");
row(`each of ${students} students, processor time, ms`, perStudent("seconds", 1000), "10");
row(`each of ${students} students, peak memory, MiB`, perStudent("peakMiB", 1), "1");

const board = JSON.parse(outputOf(["--require", "sucrase/register/ts", "bench/board.ts"])) as Record<string, number>;
row(
  `the board of ${board["students"]} students, a change to looking at everybody`,
  board["oneToAll"]!.toFixed(3),
  "0.05",
);
row("the board, until the first picture, ms", board["firstMs"]!.toFixed(0), "2000");
row("the board, from a change until it is sent, ms", board["changeMs"]!.toFixed(0), "1000");

// Minutes, which CI spends on these tests anyway.
if (!process.argv.includes("--without-tests")) {
  const tests = cost(["node_modules/jest/bin/jest.js", "--silent", "--selectProjects", "unit"], true);
  row("all unit tests, processor time to that of the same import", ratio(tests.seconds, bare.seconds), "70");
  row("all unit tests, processor time, s", tests.seconds.toFixed(0), "42");
}

function outputOf(program: Program): string {
  return spawnSync(process.execPath, program, { cwd: root, encoding: "utf8" }).stdout;
}

function ratio(part: number, whole: number): string {
  return (part / whole).toFixed(2);
}

function perStudent(what: keyof Cost, factor: number): string {
  return (((many[what] - one[what]) / (students - 1)) * factor).toFixed(2);
}

function each(what: keyof Cost, factor: number): string {
  return (((many[what] - one[what]) / (students - 1) / bare[what]) * factor).toFixed(1);
}
