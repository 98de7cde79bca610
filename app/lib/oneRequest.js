// @ts-check
"use strict";

/** What ends the headers of a request. Parsers also accept the second form, without carriage returns. */
const ENDS = ["\n\r\n", "\n\n"];
/** So many bytes of an end can have come with an earlier chunk. */
const OVERLAP = 2;

/**
 * Passes one request at a time to Node's HTTP parser. What comes with it is dropped: a body or further requests, which no
 * browser sends to this server. What comes before its answer is out ends the connection. Node itself makes the objects of
 * all requests in a chunk of 64 KiB, some 2,500, and neither `socket.pause()` nor `socket.destroy()` stops it.
 *
 * @param {import("node:net").Socket} socket which an HTTP server has just accepted
 * @returns {{ hasMore: () => boolean, next: () => void }} `hasMore`: whether something came with the request, so that the
 * connection must end with the answer. `next`: the answer is out, another request may come
 */
function passOneRequest(socket) {
  const [parse] = /** @type {((chunk: Buffer) => void)[]} */ (socket.listeners("data"));
  if (parse === undefined) throw new Error("Node's HTTP server does not listen for data");
  let tail = Buffer.alloc(0);
  let answering = false;
  let more = false;
  socket.removeListener("data", parse);
  socket.on("data", (/** @type {Buffer} */ chunk) => {
    if (answering) return void socket.resetAndDestroy();
    const bytes = Buffer.concat([tail, chunk]);
    const end = endOfHeaders(bytes);
    answering = end !== -1;
    more = answering && end < bytes.length;
    const length = answering ? end - tail.length : chunk.length;
    tail = answering ? Buffer.alloc(0) : Buffer.from(bytes.subarray(-OVERLAP));
    parse(chunk.subarray(0, length));
  });
  return { hasMore: () => more, next: () => void (answering = false) };
}

/**
 * @param {Buffer} bytes
 * @returns {number} where the headers end; -1 if they do not
 */
function endOfHeaders(bytes) {
  const ends = ENDS.flatMap((end) => {
    const at = bytes.indexOf(end, 0, "latin1");
    return at === -1 ? [] : [at + end.length];
  });
  return ends.length === 0 ? -1 : Math.min(...ends);
}

module.exports = { passOneRequest };
