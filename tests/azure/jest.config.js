const { standalone } = require("../jestProjects");

/** @type {import("jest").Config} */
module.exports = standalone("azure");
