// The way from npm's scripts to lab.ts.
const { join } = require("node:path");
const { startProgram } = require("../lib/startProgram");

startProgram(join(__dirname, "lab.ts"));
