const [unit] = require("../../jest.config").projects;

/** One empty test, run the way all unit tests are. */
module.exports = { ...unit, rootDir: "../..", roots: ["<rootDir>/bench/empty"] };
