const { project, runnableProjects } = require("./tests/jestProjects");

/** Folders of tests/ that are projects of their own: here, or, if they need the whole machine, in a configuration of their own. */
const others = ["app", "docker", "browser", "local", "cluster", "azure", "guide/run"];

/** @type {import("jest").Config} */
module.exports = {
  // Jest leaves one core idle; of the two that a small machine has, that is half.
  maxWorkers: "100%",
  // A hook that registers three labs takes a second, and on a busy machine many.
  testTimeout: 300_000,
  reporters: ["default", "<rootDir>/tests/totals.js"],
  projects: [
    project("unit", {
      roots: ["<rootDir>/tests"],
      testPathIgnorePatterns: others.map((name) => `<rootDir>/tests/${name}/`),
    }),
    // What the image runs has tests of its own, with no Pulumi in them.
    project("app", { roots: ["<rootDir>/tests/app"] }),
    ...runnableProjects(["docker", "browser"]),
  ],
};
