// @ts-check
"use strict";

const { randomBytes } = require("node:crypto");

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 *
 * @typedef {object} Frame
 * @property {number} sequence
 * @property {Buffer} bytes
 *
 * @typedef {object} Stream
 * @property {Response} response
 * @property {string} client its address
 * @property {NodeJS.Timeout | null} stallTimer set while the reader is too slow
 * @property {boolean} missedChange whether it skipped a change meanwhile
 */

/** Proxies must neither compress a stream nor hold it back. */
const STREAM_HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};

const LIMITS = {
  /** Maximum number of open streams. One more ends the oldest of the client that has most. */
  streams: 400,
  /** Bytes of changes kept for pages that reconnect. */
  historyBytes: 1024 * 1024,
  /** A page that reconnects gets the changes that it missed, or the whole state if they are more than this. */
  replayBytes: 16 * 1024,
  /** The page treats a stream as lost after two and a half heartbeats. */
  heartbeatMs: 4000,
  /** A reader that reads nothing for this long is disconnected. */
  stallTimeoutMs: 30_000,
};

/**
 * Sends server-sent events to many pages. Each change is serialized once, whatever the number of streams. A slow reader
 * gets no further changes; when it has caught up, it gets one snapshot. So at most one snapshot waits for each reader.
 *
 * @param {{ snapshot: () => unknown, flush: () => void, limits?: Partial<typeof LIMITS> }} options `flush` publishes
 * pending changes
 */
function createEventBroadcaster({ snapshot, flush, limits }) {
  const { streams: maxStreams, historyBytes, replayBytes, heartbeatMs, stallTimeoutMs } = { ...LIMITS, ...limits };
  // Each process counts from 0, so an event id of another process cannot be resumed here.
  const epoch = randomBytes(6).toString("hex");
  /** @type {Set<Stream>} */
  const streams = new Set();
  /** @type {Frame[]} */
  const history = [];
  let historySize = 0;
  let sequence = 0;
  let closed = false;
  /** @type {Frame | undefined} */
  let latestSnapshot;
  /** @type {Frame | undefined} */
  let latestState;

  const heartbeat = setInterval(() => {
    const bytes = Buffer.from(`event: beat\ndata: ${JSON.stringify({ now: new Date().toISOString() })}\n\n`);
    for (const stream of streams) if (stream.stallTimer === null) send(stream, bytes);
  }, heartbeatMs).unref();

  /** The state as JSON, which is made once after each change, whoever asks for it and how often. */
  function currentState() {
    if (latestState?.sequence !== sequence) {
      latestState = { sequence, bytes: Buffer.from(`${JSON.stringify(snapshot())}\n`) };
    }
    return latestState.bytes;
  }

  function currentSnapshot() {
    if (latestSnapshot?.sequence !== sequence) {
      latestSnapshot = { sequence, bytes: encode("snapshot", `${epoch}.${sequence}`, snapshot()) };
    }
    return latestSnapshot.bytes;
  }

  /**
   * @param {Stream} stream
   * @param {Buffer} bytes
   */
  function send(stream, bytes) {
    if (stream.stallTimer !== null) {
      stream.missedChange = true;
    } else if (!stream.response.write(bytes)) {
      stream.stallTimer = setTimeout(() => stream.response.destroy(), stallTimeoutMs);
      stream.response.once("drain", () => catchUp(stream));
    }
  }

  /** @param {Stream} stream */
  function catchUp(stream) {
    if (stream.stallTimer !== null) clearTimeout(stream.stallTimer);
    stream.stallTimer = null;
    if (!stream.missedChange || closed) return;
    stream.missedChange = false;
    send(stream, currentSnapshot());
  }

  /**
   * The changes after an event id.
   *
   * @param {string | undefined} lastId
   * @returns {Buffer[] | null} null if they are no longer there, or the id is not ours
   */
  function framesAfter(lastId) {
    const [lastEpoch, number] = (lastId ?? "").split(".");
    const last = Number(number);
    const oldest = history[0]?.sequence ?? sequence + 1;
    if (lastEpoch !== epoch || !Number.isInteger(last) || last > sequence || last < oldest - 1) return null;
    const frames = history.filter((frame) => frame.sequence > last).map((frame) => frame.bytes);
    return frames.reduce((size, bytes) => size + bytes.length, 0) > replayBytes ? null : frames;
  }

  /** Ends the oldest stream of the client that has most. Its page reconnects later. */
  function makeRoom() {
    /** @type {Map<string, Stream[]>} */
    const byClient = new Map();
    for (const stream of streams) byClient.set(stream.client, [...(byClient.get(stream.client) ?? []), stream]);
    const [most] = [...byClient.values()].sort((a, b) => b.length - a.length);
    const oldest = most?.[0];
    if (oldest === undefined) return;
    streams.delete(oldest);
    oldest.response.end(`retry: ${Math.round(10_000 + Math.random() * 10_000)}\n\n`);
    // Whoever reads nothing would keep its connection.
    setTimeout(() => oldest.response.destroy(), stallTimeoutMs).unref();
  }

  return {
    /**
     * @param {Request} request
     * @param {Response} response
     * @returns {boolean} false if the server is stopping
     */
    attach(request, response) {
      if (closed) return false;
      response.writeHead(200, STREAM_HEADERS);
      if (request.method === "HEAD") {
        response.end();
        return true;
      }
      flush();
      if (streams.size >= maxStreams) makeRoom();
      /** @type {Stream} */
      const stream = { response, client: request.socket.remoteAddress ?? "", stallTimer: null, missedChange: false };
      streams.add(stream);
      response.write("retry: 1000\n\n");
      response.on("close", () => {
        if (stream.stallTimer !== null) clearTimeout(stream.stallTimer);
        streams.delete(stream);
      });
      const lastId = request.headers["last-event-id"];
      for (const bytes of framesAfter(String(lastId)) ?? [currentSnapshot()]) send(stream, bytes);
      return true;
    },
    /** @param {unknown} change */
    publish(change) {
      sequence += 1;
      const bytes = encode("change", `${epoch}.${sequence}`, change);
      history.push({ sequence, bytes });
      historySize += bytes.length;
      while (historySize > historyBytes) historySize -= history.shift()?.bytes.length ?? historySize;
      for (const stream of streams) send(stream, bytes);
    },
    /** Ends each stream and tells its page when to reconnect: the times are spread over a second. */
    close() {
      closed = true;
      clearInterval(heartbeat);
      for (const { response } of streams) {
        response.end(`retry: ${Math.round(200 + Math.random() * 1000)}\nevent: bye\ndata: {}\n\n`);
      }
    },
    /** The state as JSON. */
    state() {
      flush();
      return currentState();
    },
    size: () => streams.size,
  };
}

/**
 * @param {string} event
 * @param {string} id
 * @param {unknown} data
 */
function encode(event, id, data) {
  return Buffer.from(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** @typedef {ReturnType<typeof createEventBroadcaster>} EventBroadcaster */

module.exports = { createEventBroadcaster };
