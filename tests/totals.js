/** A Jest reporter that ends a run with why tests were skipped, and one line for other tools to read. */
module.exports = class Totals {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, testResults }) {
    for (const [reason, count] of reasons(testResults)) console.log(`${count} skipped: ${reason}`);
    // A file that fails to load counts as a failed suite without a failed test.
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    console.log(`\n${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`);
  }
};

/** How many tests were skipped for each of the reasons that `platform.ts` writes into their names. */
function reasons(files) {
  const skipped = files.flatMap(({ testResults }) => testResults).filter(({ status }) => status === "pending");
  const counts = new Map();
  for (const { fullName } of skipped) {
    const reason = /\(skipped: ([^()]*)\)/.exec(fullName)?.[1] ?? "the test says why";
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return counts;
}
