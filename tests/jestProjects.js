const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { spawnSync } = require("node:child_process");

/** CI has everything, or fails: there nothing is left out. */
const inCi = process.env.CI === "true";

const root = join(__dirname, "..");

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Why no test with Docker can run here, if none can. */
function dockerObstacle() {
  if (process.platform !== "linux") return "it makes its images out of a Linux machine's own programs";
  return spawnSync("docker", ["version"], { timeout: 60_000 }).status !== 0 && "no Docker engine answers";
}

function registryObstacle() {
  const registry = process.env.REGISTRY ?? "docker-registry";
  return spawnSync(registry, ["--version"]).error && `there is no ${registry}, which is a Debian package`;
}

function opensslObstacle() {
  return spawnSync("openssl", ["version"]).error && "there is no openssl, which makes the cluster's certificates";
}

/** Suites that need more than Node, and why this machine cannot run one, if it cannot. */
const obstacles = {
  docker: () => dockerObstacle() || registryObstacle(),
  browser: () => !existsSync(chromium) && `there is no browser at ${chromium}; set CHROMIUM to the path of one`,
  local: () => dockerObstacle() || opensslObstacle(),
  cluster: () => !process.env.KUBECONFIG_TEST && (dockerObstacle() || opensslObstacle()),
};

function project(displayName, settings) {
  return {
    displayName,
    rootDir: root,
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

/** Why this machine cannot run a suite, if it cannot; a line says so. */
function isLeftOut(name) {
  const obstacle = !inCi && obstacles[name]();
  if (obstacle) console.log(`tests/${name} is left out: ${obstacle}.`);
  return Boolean(obstacle);
}

/** The projects of those suites that this machine can run. */
function runnableProjects(names) {
  return names.filter((name) => !isLeftOut(name)).map((name) => project(name, { roots: [`<rootDir>/tests/${name}`] }));
}

/** The Kubernetes client, and what it needs, come as ES modules only. */
const esModules = ["@kubernetes/client-node", "openid-client", "oauth4webapi", "jose", "jsonpath-plus"];

/** The whole configuration of a suite that wants the machine for itself: it measures how long Kubernetes takes. */
function standalone(name) {
  const settings = project(name, { roots: [`<rootDir>/tests/${name}`] });
  return {
    ...settings,
    transform: {
      ...settings.transform,
      "\\.m?js$": [
        "@swc/jest",
        { jsc: { parser: { syntax: "ecmascript" }, target: "es2022" }, module: { type: "commonjs" } },
      ],
    },
    transformIgnorePatterns: [`/node_modules/(?!(${esModules.join("|")})/)`],
    maxWorkers: 1,
    // A last resort: each wait in a test has a shorter limit of its own, and says what it waits for.
    testTimeout: 900_000,
    verbose: true,
    reporters: ["default", "<rootDir>/tests/totals.js"],
    passWithNoTests: true,
    ...(isLeftOut(name) && { testPathIgnorePatterns: ["/"] }),
  };
}

module.exports = { project, runnableProjects, standalone };
