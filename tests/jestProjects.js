const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { spawnSync } = require("node:child_process");

/** In CI nothing is left out: a missing program makes its tests fail. */
const inCi = process.env.CI === "true";

const root = join(__dirname, "..");

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** The reason why tests with Docker cannot run here. @returns false if they can */
function dockerObstacle() {
  if (process.platform !== "linux") return "its images are built from the programs of a Linux machine";
  return spawnSync("docker", ["version"], { timeout: 60_000 }).status !== 0 && "no Docker engine answers";
}

function opensslObstacle() {
  return (
    spawnSync("openssl", ["version"]).error && "openssl is not installed, which creates the cluster's certificates"
  );
}

/** Asks the Azure CLI, as the lab's own commands do. */
function signInObstacle() {
  // On Windows `az` is a script, which only a shell runs.
  const options = { timeout: 60_000, shell: process.platform === "win32" };
  return spawnSync("az", ["account", "show"], options).status !== 0 && "nobody is signed in to Azure (az login)";
}

function registryObstacle() {
  return spawnSync("docker-registry", ["--version"]).error && "docker-registry is not installed (a Debian package)";
}

/** The guide's engine stands in a network of its own, which takes root. */
function guideObstacle() {
  if (process.platform !== "linux") return "its Docker engine stands in a network namespace of Linux";
  if (process.getuid() !== 0) return "only root may start a Docker engine";
  const programs = ["dockerd", "unshare", "nsenter", "busybox", "curl"];
  const missing = programs.find((name) => spawnSync(name, ["--help"]).error);
  if (missing) return `${missing} is not installed`;
  if (spawnSync("docker", ["compose", "version"]).status !== 0) return "Docker has no Compose plugin";
  return registryObstacle();
}

/** For each suite that needs more than Node: the reason why this machine cannot run it, or a false value. */
const obstacles = {
  docker: dockerObstacle,
  browser: () => !existsSync(chromium) && `there is no browser at ${chromium}; set CHROMIUM to the path of one`,
  azure: signInObstacle,
  local: () => dockerObstacle() || opensslObstacle(),
  "guide/run": guideObstacle,
  cluster: () => !process.env.KUBECONFIG_TEST && (dockerObstacle() || opensslObstacle()),
};

function project(displayName, settings) {
  return {
    displayName,
    rootDir: root,
    testEnvironment: "node",
    moduleNameMapper: {
      "^(typescript|@npmcli/arborist|normalize-package-data)$": "<rootDir>/tests/noCompiler.js",
      "^\\.{1,2}/(runtime/)?debuggable$": "<rootDir>/tests/noPromiseStacks.js",
    },
    setupFiles: ["<rootDir>/tests/setup.js"],
    transform: {
      // Only strips the types, which is four times as fast as compiling. `npm run types` checks them.
      "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }],
      // The pages of the app and of the board consist of browser modules.
      "[/\\\\](app|board)[/\\\\]public[/\\\\].*\\.js$": [
        "@swc/jest",
        { jsc: { parser: { syntax: "ecmascript" }, target: "es2022" } },
      ],
    },
    ...settings,
  };
}

/** Whether this machine cannot run a suite. Prints the reason. */
function isLeftOut(name) {
  const obstacle = !inCi && obstacles[name]();
  if (obstacle) console.log(`tests/${name} is left out: ${obstacle}.`);
  return Boolean(obstacle);
}

/** The Jest projects of the suites that this machine can run. */
function runnableProjects(names) {
  return names.filter((name) => !isLeftOut(name)).map((name) => project(name, { roots: [`<rootDir>/tests/${name}`] }));
}

/** The Kubernetes client and its dependencies are published as ES modules only, which Jest does not load. */
const esModules = ["@kubernetes/client-node", "openid-client", "oauth4webapi", "jose", "jsonpath-plus"];

/**
 * The whole configuration of a suite that runs alone on the machine, because it measures how long Kubernetes takes.
 *
 * @param part folder of the tests that need what this machine may not have
 */
function standalone(name, part = name) {
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
    // A last resort: each wait in a test has a shorter limit and an error that says what it waited for.
    testTimeout: 900_000,
    verbose: true,
    reporters: ["default", "<rootDir>/tests/totals.js"],
    passWithNoTests: true,
    ...(isLeftOut(part) && { testPathIgnorePatterns: [`/tests/${part}/`] }),
  };
}

/** Suites that need more than Node. */
const suites = Object.keys(obstacles);

module.exports = { project, runnableProjects, standalone, suites };
