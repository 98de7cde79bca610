/** @type {import("jest").Config} */
module.exports = {
  roots: ["<rootDir>/tests"],
  testEnvironment: "node",
  // Strips the types only, four times as fast as compiling; `npm run types` checks them.
  transform: { "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
};
