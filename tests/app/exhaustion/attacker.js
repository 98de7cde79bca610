// @ts-check
"use strict";

/**
 * A process that does to the server what one visitor could do, until it is ended. Its parent sends `{ port, attack }`; it answers
 * `"begun"` once the attack is under way.
 */
const net = require("node:net");
const { clearInterval, setInterval, setTimeout } = require("node:timers");

/** @typedef {(socket: net.Socket) => void} Behaviour */

const pipelined = "GET /style.css HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2000);
const unfinished = `GET / HTTP/1.1\r\nHost: x\r\n${"A".repeat(7000)}: b\r\nX-Slow: `;
const stream = "GET /api/events HTTP/1.1\r\nHost: x\r\n\r\n";

/** What each kind of connection sends, and how many of them there are at a time. @type {Record<string, [number, Behaviour]>} */
const attacks = {
  "pipelined requests whose answers nobody reads": [15, unread(pipelined)],
  "headers that never end": [800, trickle(unfinished)],
  "headers of 15 KB": [50, unread(`GET / HTTP/1.1\r\nHost: x\r\n${"A: b\r\n".repeat(2500)}\r\n`)],
  "a long address": [50, unread(`GET /${"a".repeat(60_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)],
  "a body that never ends": [600, trickle("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")],
  "connections that say nothing": [1500, unread("")],
  "streams that nobody reads": [1000, unread(stream)],
  "streams that are read": [1000, read(stream)],
  "streams that resume from the beginning": [
    200,
    unread(stream.replace("\r\n\r\n", "\r\nLast-Event-ID: EPOCH.0\r\n\r\n")),
  ],
  "an answer that nobody reads": [600, unread("GET /api/cluster HTTP/1.1\r\nHost: x\r\n\r\n")],
  "requests for an upgrade": [
    100,
    unread("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
  ],
  "paths that do not exist": [50, unread("GET /no HTTP/1.1\r\nHost: x\r\n\r\n")],
};

/** @param {string} text @returns {Behaviour} */
function unread(text) {
  return (socket) => {
    socket.pause();
    if (text !== "") socket.write(text);
  };
}

/** @param {string} text @returns {Behaviour} */
function read(text) {
  return (socket) => {
    socket.resume();
    socket.write(text);
  };
}

/** Sends one byte more from time to time. @param {string} text @returns {Behaviour} */
function trickle(text) {
  return (socket) => {
    socket.pause();
    socket.write(text);
    const timer = setInterval(() => socket.write("a"), 500);
    socket.on("close", () => clearInterval(timer));
  };
}

/** @param {{ port: number, attack: string, epoch: string }} order */
function begin({ port, attack, epoch }) {
  const [count, behaviour] = /** @type {[number, Behaviour]} */ (attacks[attack]);
  let opened = 0;
  const open = () => {
    const socket = net.connect(port, "127.0.0.1");
    socket.on("connect", () => {
      opened += 1;
      if (opened === count) process.send?.("begun");
      const write = socket.write.bind(socket);
      socket.write = /** @type {any} */ ((/** @type {string} */ text) => write(text.replace("EPOCH", epoch)));
      behaviour(socket);
    });
    socket.on("error", () => undefined);
    // Whoever is thrown out comes again a second later.
    socket.on("close", () => setTimeout(open, 1000));
  };
  for (let index = 0; index < count; index += 1) open();
}

if (process.send) process.on("message", (order) => begin(/** @type {any} */ (order)));

module.exports = { names: Object.keys(attacks) };
