// @ts-check
"use strict";

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 */

const JSON_TYPE = "application/json; charset=utf-8";

/** The page may load only this server's files and responses. Frames, forms and inline code are blocked. */
const SECURITY_HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/**
 * @param {import("./files").PublicFile} file
 * @returns {(request: Request, response: Response) => void}
 */
function fileHandler({ type, etag, bytes }) {
  return (request, response) => {
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("ETag", etag);
    if (request.headers["if-none-match"] === etag) return void response.writeHead(304).end();
    send(response, 200, type, bytes);
  };
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {unknown} value
 */
function sendJson(response, status, value) {
  send(response, status, JSON_TYPE, Buffer.from(`${JSON.stringify(value)}\n`));
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} type
 * @param {Buffer} bytes the body; HEAD sends only its length
 */
function send(response, status, type, bytes) {
  response.writeHead(status, { "Content-Type": type, "Content-Length": bytes.length }).end(bytes);
}

module.exports = { JSON_TYPE, SECURITY_HEADERS, fileHandler, send, sendJson };
