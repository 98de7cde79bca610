// @ts-check
"use strict";

const { randomBytes } = require("node:crypto");

/**
 * The latest changes as frames of an event stream, for pages that reconnect.
 *
 * @param {{ snapshot: () => unknown, historyBytes: number }} options
 */
function createHistory({ snapshot, historyBytes }) {
  // Each process counts from 0, so an event id of another process cannot be resumed here.
  const epoch = randomBytes(6).toString("hex");
  /** @type {{ sequence: number, bytes: Buffer }[]} */
  const changes = [];
  let size = 0;
  let sequence = 0;
  /** @type {{ id: string, json: Buffer, frame: Buffer } | undefined} */
  let latest;

  const currentId = () => `${epoch}.${sequence}`;

  /** The current snapshot, which is serialized once per change. */
  function currentSnapshot() {
    const id = currentId();
    if (latest?.id === id) return latest;
    const json = Buffer.from(JSON.stringify(snapshot()));
    latest = { id, json, frame: frame("snapshot", id, json) };
    return latest;
  }

  /**
   * The changes after an event id.
   *
   * @param {string | undefined} lastId
   * @returns {Buffer[] | null} null if they are no longer there, or the id is not ours
   */
  function changesAfter(lastId) {
    const [lastEpoch, number] = (lastId ?? "").split(".");
    const last = Number(number);
    const oldest = changes[0]?.sequence ?? sequence + 1;
    if (lastEpoch !== epoch || !Number.isInteger(last) || last > sequence || last < oldest - 1) return null;
    return changes.slice(last + 1 - oldest).map(({ bytes }) => bytes);
  }

  return {
    currentSnapshot,
    /**
     * @param {unknown} change
     * @returns {Buffer} its frame
     */
    add(change) {
      sequence += 1;
      const bytes = frame("change", currentId(), Buffer.from(JSON.stringify(change)));
      changes.push({ sequence, bytes });
      size += bytes.length;
      while (size > historyBytes) size -= changes.shift()?.bytes.length ?? size;
      return bytes;
    },
    /**
     * What brings a page up to date: the changes that it missed, or the snapshot if that is shorter. So no event id makes
     * the server send more than to a new page.
     *
     * @param {string | undefined} lastId
     * @returns {Buffer}
     */
    since(lastId) {
      const missed = changesAfter(lastId);
      const { frame: whole } = currentSnapshot();
      if (missed === null || missed.reduce((sum, { length }) => sum + length, 0) > whole.length) return whole;
      return Buffer.concat(missed);
    },
  };
}

/**
 * @param {string} event
 * @param {string} id
 * @param {Buffer} json
 */
function frame(event, id, json) {
  return Buffer.concat([Buffer.from(`id: ${id}\nevent: ${event}\ndata: `), json, Buffer.from("\n\n")]);
}

module.exports = { createHistory };
