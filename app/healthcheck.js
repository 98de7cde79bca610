// @ts-check
"use strict";

// Runs as Docker's HEALTHCHECK, because the image has no shell and no curl.
const http = require("node:http");

const url = `http://127.0.0.1:${process.env.PROBE_PORT ?? process.env.PORT ?? 8080}/healthz`;
http
  .get(url, { timeout: 2000 }, (response) => process.exit(response.statusCode === 200 ? 0 : 1))
  .on("timeout", () => process.exit(1))
  .on("error", () => process.exit(1));
