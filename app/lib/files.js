// @ts-check
"use strict";

const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/**
 * @typedef {object} PublicFile
 * @property {string} type
 * @property {string} etag
 * @property {Buffer} bytes
 */

/**
 * Reads the page's files once, at startup, and those of the folders in it. The server serves only these: no path from a request
 * reaches the disk.
 *
 * @param {string} folder
 * @returns {Map<string, PublicFile>} by URL path
 */
function readPublic(folder) {
  const files = new Map();
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const type = TYPES[path.extname(name)];
    if (type === undefined) continue;
    const bytes = fs.readFileSync(path.join(folder, name));
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    files.set(`/${name.split(path.sep).join("/")}`, { type, etag, bytes });
  }
  return files;
}

/**
 * Writes the names of the pod and node into the page. A request for them could reach another pod.
 *
 * @param {Buffer} html
 * @param {{ pod: string, node: string }} identity
 */
function renderIndex(html, { pod, node }) {
  return Buffer.from(html.toString("utf8").replace("%POD%", escape(pod)).replace("%NODE%", escape(node)));
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[&<>"'$]/g, (character) => `&#${character.charCodeAt(0)};`);
}

module.exports = { readPublic, renderIndex };
