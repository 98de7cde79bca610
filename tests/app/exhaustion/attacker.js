// @ts-check
"use strict";

/**
 * A process that does to the server what one visitor could do, until it is ended. Its parent sends `{ port, attack }`; it
 * answers `"begun"` once the attack is under way, and any later message with the number of connections so far.
 */
const { Buffer } = require("node:buffer");
const net = require("node:net");
const { clearInterval, setInterval, setTimeout } = require("node:timers");

/** @typedef {(socket: net.Socket, text: string) => void} Behaviour */

/** @param {string} line @param {string[]} headers */
const request = (line, ...headers) => [line, "Host: x", ...headers, "", ""].join("\r\n");
/** @param {string} path @param {string[]} headers */
const get = (path, ...headers) => request(`GET ${path} HTTP/1.1`, ...headers);

const pipelined = get("/style.css").repeat(2000);
const unfinished = `GET / HTTP/1.1\r\nHost: x\r\n${"A".repeat(7000)}: b\r\nX-Slow: `;
const shortHeaders = `GET / HTTP/1.1\r\nHost: x\r\n${"a:\r\n".repeat(1900)}X-Slow: `;
const endless = "a".repeat(65_536);
const stream = get("/api/events");

/** Milliseconds after which whoever was thrown out comes again: as a page does, or as nobody should. */
const [later, atOnce] = [1000, 0];

/**
 * What each kind of connection sends first and how it goes on, and how many of them there are at a time.
 *
 * @typedef {[count: number, again: number, behaviour: Behaviour, text: string]} Attack
 * @type {Record<string, Attack>}
 */
const attacks = {
  "pipelined requests whose answers nobody reads": [15, later, unread, pipelined],
  "pipelined requests without end": [50, atOnce, endlessly(pipelined), ""],
  "pipelined requests without end, by HTTP/1.0": [
    50,
    atOnce,
    endlessly(request("GET /style.css HTTP/1.0", "Connection: keep-alive").repeat(2000)),
    "",
  ],
  "two requests at a time": [50, atOnce, hasty, get("/style.css").repeat(2)],
  "headers that never end": [800, later, trickle, unfinished],
  "short headers that never end": [800, later, trickle, shortHeaders],
  "a long header that never ends": [600, later, endlessly(endless), unfinished],
  "headers of 15 KB": [50, later, unread, get("/", ..."A: b\n".repeat(2500).trim().split("\n"))],
  "a long address": [50, later, unread, get(`/${"a".repeat(60_000)}`)],
  "a body that never ends": [600, later, trickle, request("POST / HTTP/1.1", "Content-Length: 1000000")],
  "a fast body that never ends": [
    50,
    atOnce,
    endlessly(endless),
    request("POST / HTTP/1.1", "Content-Length: 1000000000"),
  ],
  "a body in chunks that never ends": [
    50,
    atOnce,
    endlessly(`10000\r\n${endless}\r\n`),
    get("/style.css", "Transfer-Encoding: chunked"),
  ],
  "connections that say nothing": [1500, later, unread, ""],
  "connections that come and go": [50, atOnce, hasty, get("/style.css")],
  "streams that nobody reads": [1000, later, unread, stream],
  "streams that are read": [1000, later, read, stream],
  "streams that send without end": [50, atOnce, endlessly(endless), stream],
  "streams that come and go": [50, atOnce, hasty, stream],
  "an answer that nobody reads": [600, later, unread, get("/api/cluster")],
  "requests for an upgrade": [100, later, unread, get("/", "Connection: Upgrade", "Upgrade: websocket")],
  "requests for a tunnel": [50, atOnce, hasty, request("CONNECT x:80 HTTP/1.1")],
  "HEAD with a body": [50, atOnce, hasty, request("HEAD / HTTP/1.1", "Content-Length: 1") + "a"],
  "what is not HTTP": [200, atOnce, endlessly("\0".repeat(65_536)), ""],
  "paths that do not exist": [50, atOnce, hasty, get("/no")],
};

/** @type {Behaviour} */
function unread(socket, text) {
  socket.pause();
  if (text !== "") socket.write(text);
}

/** @type {Behaviour} */
function read(socket, text) {
  socket.resume();
  socket.write(text);
}

/** Ends the connection as soon as an answer begins. @type {Behaviour} */
function hasty(socket, text) {
  socket.once("data", () => socket.destroy());
  socket.write(text);
}

/** Sends one byte more from time to time. @type {Behaviour} */
function trickle(socket, text) {
  socket.pause();
  socket.write(text);
  const timer = setInterval(() => socket.write("a"), 500);
  socket.on("close", () => clearInterval(timer));
}

/** Sends more and more, as fast as it is taken. @param {string} more @returns {Behaviour} */
function endlessly(more) {
  const bytes = Buffer.from(more, "latin1");
  return (socket, text) => {
    socket.pause();
    if (text !== "") socket.write(text);
    const send = () => {
      while (!socket.destroyed && socket.write(bytes));
    };
    socket.on("drain", send);
    send();
  };
}

let opened = 0;

/** @param {{ port: number, attack: string }} order */
function begin({ port, attack }) {
  const [count, again, behaviour, text] = /** @type {Attack} */ (attacks[attack]);
  const open = () => {
    const socket = net.connect(port, "127.0.0.1");
    socket.on("connect", () => {
      opened += 1;
      if (opened === count) process.send?.("begun");
      behaviour(socket, text);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => setTimeout(open, again));
  };
  for (let index = 0; index < count; index += 1) open();
}

if (process.send) {
  process.once("message", (order) => {
    begin(/** @type {any} */ (order));
    process.on("message", () => process.send?.(opened));
  });
}

module.exports = { names: Object.keys(attacks) };
