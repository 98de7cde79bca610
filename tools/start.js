// The way from npm's scripts to a tool or a benchmark, by its path from the project's folder.
const { join } = require("node:path");
const { startProgram } = require("../lib/startProgram");

startProgram(join(__dirname, "..", process.argv[2]));
