const { standalone } = require("../jestProjects");

/** @type {import("jest").Config} */
module.exports = {
  ...standalone("guide", "guide/run"),
  // The runner's own tests run with `npm test`.
  testMatch: ["<rootDir>/tests/guide/pages.test.ts", "<rootDir>/tests/guide/run/*.test.ts"],
};
