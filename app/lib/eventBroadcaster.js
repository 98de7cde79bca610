// @ts-check
"use strict";

const { clientOf, createHoldings } = require("./clients");
const { bye, frame, toJson } = require("./frames");

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 *
 * @typedef {object} Stream
 * @property {Response} response
 * @property {import("node:net").Socket} socket
 * @property {NodeJS.Timeout | null} stallTimer set while the reader is too slow
 * @property {boolean} missedChange whether it skipped a change meanwhile
 */

/** Proxies must neither compress a stream nor hold it back. */
const STREAM_HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
  Connection: "close",
};

const LIMITS = {
  /** Maximum number of open streams. One more ends the oldest of the client that has most. */
  streams: 400,
  /** The page treats a stream as lost after two and a half heartbeats. */
  heartbeatMs: 4000,
  /** A reader that reads nothing for this long is disconnected. */
  stallTimeoutMs: 30_000,
};

/** Time that a stream which gives way has to read its `bye`. */
const LAST_WORDS_MS = 1000;

/**
 * Sends server-sent events to many pages. Each change is serialized once, whatever the number of streams. A slow reader
 * gets no further changes; when it has caught up, it gets one snapshot. So at most one snapshot waits for each reader.
 *
 * @param {{ snapshot: () => unknown, flush: () => void, limits?: Partial<typeof LIMITS> }} options `flush` publishes
 * pending changes
 */
function createEventBroadcaster({ snapshot, flush, limits }) {
  const { streams: maxStreams, heartbeatMs, stallTimeoutMs } = { ...LIMITS, ...limits };
  /** The snapshot since the latest change. @type {{ json: Buffer, frame: Buffer } | null} */
  let current = null;
  /** @type {ReturnType<typeof createHoldings<Stream>>} */
  const streams = createHoldings();
  let closed = false;

  const heartbeat = setInterval(() => {
    const bytes = frame("beat", toJson({ now: new Date().toISOString() }));
    for (const stream of streams.all()) if (stream.stallTimer === null) send(stream, bytes);
  }, heartbeatMs).unref();

  function currentSnapshot() {
    if (current === null) {
      const json = toJson(snapshot());
      current = { json, frame: frame("snapshot", json) };
    }
    return current;
  }

  /**
   * @param {Stream} stream
   * @param {Buffer} bytes
   */
  function send(stream, bytes) {
    if (stream.stallTimer !== null) {
      stream.missedChange = true;
    } else if (!stream.response.write(bytes)) {
      stream.stallTimer = setTimeout(() => stream.socket.resetAndDestroy(), stallTimeoutMs);
      stream.response.once("drain", () => catchUp(stream));
    }
  }

  /** @param {Stream} stream */
  function catchUp(stream) {
    if (stream.stallTimer !== null) clearTimeout(stream.stallTimer);
    stream.stallTimer = null;
    if (!stream.missedChange || closed) return;
    stream.missedChange = false;
    send(stream, currentSnapshot().frame);
  }

  /** Ends the oldest stream of the client that has most. Its page comes back later. */
  function makeRoom() {
    const [oldest] = streams.most();
    if (oldest === undefined) return;
    streams.delete(oldest);
    if (oldest.stallTimer !== null) return void oldest.socket.resetAndDestroy();
    oldest.stallTimer = setTimeout(() => oldest.socket.resetAndDestroy(), LAST_WORDS_MS);
    oldest.response.end(bye("displaced"));
  }

  return {
    /**
     * @param {Request} request
     * @param {Response} response
     * @returns {boolean} false if the server is stopping
     */
    attach({ method, socket }, response) {
      if (closed) return false;
      response.writeHead(200, STREAM_HEADERS);
      if (method === "HEAD") {
        response.end();
        return true;
      }
      flush();
      /** @type {Stream} */
      const stream = { response, socket, stallTimer: null, missedChange: false };
      if (streams.size() >= maxStreams) makeRoom();
      streams.add(stream, clientOf(socket));
      response.on("close", () => {
        if (stream.stallTimer !== null) clearTimeout(stream.stallTimer);
        streams.delete(stream);
      });
      send(stream, currentSnapshot().frame);
      return true;
    },
    /** @param {unknown} change */
    publish(change) {
      current = null;
      const bytes = frame("change", toJson(change));
      for (const stream of streams.all()) send(stream, bytes);
    },
    /** Ends all streams. */
    close() {
      closed = true;
      clearInterval(heartbeat);
      for (const { response } of streams.all()) response.end(bye("stopping"));
    },
    size: streams.size,
    /** The state as JSON, which is made once after each change, whoever asks for it and how often. */
    state() {
      flush();
      return currentSnapshot().json;
    },
  };
}

/** @typedef {ReturnType<typeof createEventBroadcaster>} EventBroadcaster */

module.exports = { createEventBroadcaster };
