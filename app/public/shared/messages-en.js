// @ts-check

/** @type {Record<import("../../types").PressureType, string>} */
export const pressures = {
  MemoryPressure: "Low memory",
  DiskPressure: "Low disk space",
  PIDPressure: "Too many processes",
};

/** Texts that the lab's page and the board have in common. */
export const shared = {
  language: "Language",
  link: {
    connecting: "Connecting …",
    live: "Live",
    asking: "Live, asking every 2 seconds",
    lost: (/** @type {string} */ time) => `Connection lost at ${time}, reconnecting`,
    own: (/** @type {string} */ time) => `Not connected since ${time}`,
  },
  streamHeld:
    "The lab answers, but its live stream does not get through. A web proxy or an antivirus may hold it back. This page asks every 2 seconds instead.",
  own: {
    offline: "This computer is offline. This says nothing about the lab.",
    interrupted: "This browser paused, or its network changed. This says nothing about the lab.",
    between:
      "Something between this browser and the lab answered instead, such as a web proxy, a filter or a sign-in page.",
    throttled: "This browser, or its network, asked the lab too often and has to wait.",
    kubectlProxy: "kubectl proxy on this computer does not answer. Start it again.",
  },
  stale: (/** @type {string} */ time) => `as it was at ${time}`,
  forAWhile: (/** @type {string} */ ago) => `for ${ago}`,
  node: { ready: "Ready", notReady: "Not ready", unknown: "Not responding", absent: "Not listed" },
  cordoned: "Cordoned",
  pressure: pressures,
  units: { s: " s", min: " min", h: " h", d: " d" },
};

/** @typedef {typeof shared} SharedMessages */
