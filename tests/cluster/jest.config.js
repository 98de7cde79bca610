const { alone } = require("../jestProjects");

/** @type {import("jest").Config} */
module.exports = alone("cluster");
