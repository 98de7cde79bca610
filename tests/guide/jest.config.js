const { standalone } = require("../jestProjects");

/** @type {import("jest").Config} */
module.exports = {
  ...standalone("guide", "guide/run"),
  // Each language has an engine of its own.
  maxWorkers: 2,
  // The runner's own tests run with `npm test`.
  testMatch: ["<rootDir>/tests/guide/pages.test.ts", "<rootDir>/tests/guide/run/*.test.ts"],
};
