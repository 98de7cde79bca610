// @ts-check
"use strict";

/**
 * What each client holds, the oldest first.
 *
 * @template {object} T
 */
function createHoldings() {
  /** @type {Map<string, Set<T>>} */
  const byClient = new Map();
  /** @type {Map<T, string>} */
  const clients = new Map();
  return {
    /**
     * @param {T} item
     * @param {string} client
     */
    add(item, client) {
      clients.set(item, client);
      byClient.set(client, (byClient.get(client) ?? new Set()).add(item));
    },
    /** @param {T} item */
    delete(item) {
      const client = clients.get(item);
      if (client === undefined || !clients.delete(item)) return;
      const items = byClient.get(client);
      items?.delete(item);
      if (items?.size === 0) byClient.delete(client);
    },
    /** @returns {Iterable<T>} what the client holds that holds most */
    most() {
      let most = new Set();
      for (const items of byClient.values()) if (items.size > most.size) most = items;
      return most;
    },
    /** @returns {Iterable<T>} */
    all: () => clients.keys(),
    size: () => clients.size,
  };
}

/**
 * The client of a connection, as far as its address tells: an IPv4 address, or the first half of an IPv6 address, because
 * one client can have all addresses that begin with the same half.
 *
 * @param {{ remoteAddress?: string | undefined }} socket
 */
function clientOf({ remoteAddress = "" }) {
  const mapped = /^::ffff:([\d.]+)$/i.exec(remoteAddress)?.[1];
  if (mapped !== undefined || !remoteAddress.includes(":")) return mapped ?? remoteAddress;
  const [start = [], end = []] = remoteAddress.split("::").map((groups) => groups.split(":").filter(Boolean));
  const zeros = Array(Math.max(0, 8 - start.length - end.length)).fill("0");
  return [...start, ...zeros, ...end].slice(0, 4).join(":");
}

module.exports = { clientOf, createHoldings };
