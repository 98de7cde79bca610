// What the project needs before any of its programs starts. It is plain and old JavaScript: nothing is known to be installed yet.
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { dependencies, engines } = require("../package.json");

/** As in lib/npm.ts, which cannot be loaded yet. */
const npm = / win32 /.test(process.env.npm_config_user_agent || "") ? "npm.cmd" : "npm";

/** Exit code for "cannot tell". */
const cannotTell = 2;

function fault() {
  const [needed, own] = [engines.node.replace(">=", ""), process.versions.node];
  const [major, minor] = needed.split(".").map(Number);
  const [ownMajor, ownMinor] = own.split(".").map(Number);
  if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
    return `The lab needs Node ${needed} or newer, and this is Node ${own}: https://nodejs.org`;
  }
  const missing = Object.keys(dependencies).filter(
    (name) => !module.paths.some((path) => existsSync(join(path, name))),
  );
  const others = missing.length > 3 ? ` and ${missing.length - 3} more` : "";
  const named = missing.slice(0, 3).join(", ") + others;
  return missing.length > 0 && `Packages that the lab needs are not installed: ${named}. Run: ${npm} ci`;
}

/** Runs a program of the project, in TypeScript, once what it needs is there; otherwise says in one line what is missing. */
exports.startProgram = (file) => {
  const found = fault();
  if (found) {
    console.error(found);
    process.exitCode = cannotTell;
  } else {
    require("sucrase/register/ts");
    require(file);
  }
};
