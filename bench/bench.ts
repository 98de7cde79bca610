/** Prints what the rehearsal and the unit tests cost, as ratios measured in this one run: `npm run bench`. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..");

/** Runs of each program; the two of a pair take turns, so that both meet the same machine. */
const rounds = 5;

interface Cost {
  readonly seconds: number;
  readonly peakMiB: number;
}

/** Arguments of Node. */
type Program = readonly string[];

function cost(program: Program): Cost {
  const start = process.hrtime.bigint();
  const run = spawnSync(process.execPath, program, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (run.status !== 0) throw new Error(`node ${program.join(" ")} failed:\n${run.stdout}${run.stderr}`);
  return { seconds, peakMiB: Number(/^peak (\d+)$/m.exec(run.stderr)?.[1] ?? Number.NaN) / 1024 };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Median cost of each of two programs, run in turns. */
function compare(program: Program, yardstick: Program, times: number): [Cost, Cost] {
  const pairs = Array.from({ length: times }, () => [cost(program), cost(yardstick)] as const);
  const middle = (which: 0 | 1) => ({
    seconds: median(pairs.map((pair) => pair[which].seconds)),
    peakMiB: median(pairs.map((pair) => pair[which].peakMiB)),
  });
  return [middle(0), middle(1)];
}

function row(what: string, measured: string, aim: string): void {
  console.log(`${what.padEnd(58)}${measured.padStart(10)}   aim: at most ${aim}`);
}

const node = (...args: string[]): Program => ["--require", "./bench/peakMemory.js", ...args];
const jest = (...args: string[]): Program => [join(root, "node_modules/jest/bin/jest.js"), "--silent", ...args];

const [rehearsal, bareImport] = compare(
  node("--require", "sucrase/register/ts", "cli/lab.ts", "plan"),
  node("bench/bareImport.js"),
  rounds,
);
row("rehearsal, time to that of importing its SDK modules", (rehearsal.seconds / bareImport.seconds).toFixed(2), "2");
row("rehearsal, peak memory, MiB", rehearsal.peakMiB.toFixed(0), "250");
row("  the same, to that of importing its SDK modules", (rehearsal.peakMiB / bareImport.peakMiB).toFixed(2), "2");

const [unitTests, emptyTest] = compare(
  jest("--selectProjects", "unit"),
  jest("--config", "bench/empty/jest.config.js"),
  3,
);
row("all unit tests, time to that of one empty test", (unitTests.seconds / emptyTest.seconds).toFixed(2), "6");
