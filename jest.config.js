const { existsSync } = require("node:fs");
const { spawnSync } = require("node:child_process");

/** CI has everything, or fails: there nothing is left out. */
const inCi = process.env.CI === "true";

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

function dockerObstacle() {
  if (process.platform !== "linux") return "it makes its images out of a Linux machine's own programs";
  if (spawnSync("docker", ["version"], { timeout: 10_000 }).status !== 0) return "no Docker engine answers";
  const registry = process.env.REGISTRY ?? "docker-registry";
  return spawnSync(registry, ["--version"]).error && `there is no ${registry}, which is a Debian package`;
}

/** Suites that need more than Node, and why this machine cannot run one, if it cannot. */
const suites = {
  docker: dockerObstacle,
  browser: () => !existsSync(chromium) && `there is no browser at ${chromium}; set CHROMIUM to the path of one`,
};

function project(displayName, settings) {
  return {
    displayName,
    testEnvironment: "node",
    moduleNameMapper: { "^typescript$": "<rootDir>/tests/noCompiler.js" },
    setupFiles: ["<rootDir>/tests/setup.js"],
    transform: {
      // Strips the types only, four times as fast as compiling; `npm run types` checks them.
      "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }],
      // The app's page is written as browser modules.
      "/app/public/.*\\.js$": ["@swc/jest", { jsc: { parser: { syntax: "ecmascript" }, target: "es2022" } }],
    },
    ...settings,
  };
}

function able([name, obstacle]) {
  const why = !inCi && obstacle();
  if (why) console.log(`tests/${name} is left out: ${why}.`);
  return !why;
}

/** @type {import("jest").Config} */
module.exports = {
  // Jest leaves one core idle; of the two that a small machine has, that is half.
  maxWorkers: "100%",
  // A hook that registers three labs takes a second, and on a busy machine many.
  testTimeout: 60_000,
  reporters: ["default", "<rootDir>/tests/totals.js"],
  projects: [
    project("unit", {
      roots: ["<rootDir>/tests"],
      testPathIgnorePatterns: ["app", ...Object.keys(suites)].map((name) => `<rootDir>/tests/${name}/`),
    }),
    // What the image runs has tests of its own, with no Pulumi in them.
    project("app", { roots: ["<rootDir>/tests/app"] }),
    ...Object.entries(suites)
      .filter(able)
      .map(([name]) => project(name, { roots: [`<rootDir>/tests/${name}`] })),
  ],
};
