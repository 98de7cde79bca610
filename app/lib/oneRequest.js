// @ts-check
"use strict";

const END = "\r\n\r\n";

/**
 * Passes one request at a time to Node's HTTP parser. What comes with it is dropped: a body or further requests, which no
 * browser sends to this server. What comes before its answer is out ends the connection. Node itself makes the objects of
 * all requests in a chunk of 64 KiB, some 2,500, and neither `socket.pause()` nor `socket.destroy()` stops it.
 *
 * @param {import("node:net").Socket} socket which an HTTP server has just accepted
 * @param {number} maxHeaderSize bytes after which the parser answers with an error, and reads no more
 * @returns {{ hasMore: () => boolean, next: () => void }} `hasMore`: whether something came with the request, so that the
 * connection must end with the answer. `next`: the answer is out, another request may come
 */
function passOneRequest(socket, maxHeaderSize) {
  const [parse] = /** @type {((chunk: Buffer) => void)[]} */ (socket.listeners("data"));
  if (parse === undefined) throw new Error("Node's HTTP server does not listen for data");
  let tail = Buffer.alloc(0);
  let read = 0;
  let answering = false;
  let more = false;
  socket.removeListener("data", parse);
  socket.on("data", (/** @type {Buffer} */ chunk) => {
    if (answering) return void socket.resetAndDestroy();
    const bytes = Buffer.concat([tail, chunk]);
    const at = bytes.indexOf(END, 0, "latin1");
    const length = at === -1 ? chunk.length : at + END.length - tail.length;
    read += length;
    answering = at !== -1 || read > maxHeaderSize;
    more = length < chunk.length;
    tail = answering ? Buffer.alloc(0) : Buffer.from(bytes.subarray(1 - END.length));
    if (answering) read = 0;
    parse(chunk.subarray(0, length));
  });
  return { hasMore: () => more, next: () => void (answering = false) };
}

module.exports = { passOneRequest };
