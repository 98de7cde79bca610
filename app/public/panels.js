// @ts-check
import { podColor } from "./podColors.js";
import { showBanners } from "./shared/banners.js";
import { byId, icon, make, setText } from "./shared/dom.js";
import { clock, duration } from "./shared/time.js";

// The panels around the diagram: who answers, activity, API errors, the container itself.

/**
 * @typedef {import("./language.js").Messages} Messages
 * @typedef {import("./state.js").State} State
 * @typedef {import("../types").Whoami} Whoami
 */

/** @type {Record<string, string>} */
const MARKS = {
  nodeReady: "ready",
  podReady: "ready",
  outageEnded: "ready",
  podSucceeded: "ready",
  nodeNotReady: "notReady",
  nodeUnknown: "notReady",
  nodeGone: "notReady",
  outageBegan: "notReady",
  podNotReady: "notReady",
  podFailing: "failing",
  podFailed: "failing",
  nodeCordoned: "cordoned",
  podTerminating: "terminating",
  podCreated: "pending",
  nodePressure: "pressure",
  nodeRelieved: "ready",
  deploymentRefused: "failing",
  deploymentAllowed: "ready",
};

let drawnActivity = "";

/**
 * @param {State} state
 * @param {Messages} messages
 */
export function drawActivity({ activity }, messages) {
  const list = byId("activity-list");
  if (drawnActivity !== messages.title) list.replaceChildren();
  drawnActivity = messages.title;
  const known = new Map(
    [.../** @type {HTMLCollectionOf<HTMLElement>} */ (list.children)].map((li) => [li.dataset.key, li]),
  );
  activity.forEach((item, index) => {
    const li = known.get(item.key) ?? activityLine(item, messages);
    known.delete(item.key);
    if (list.children[index] !== li) list.insertBefore(li, list.children[index] ?? null);
  });
  for (const li of known.values()) li.remove();
}

/**
 * @param {import("./state.js").LogEntry} item
 * @param {Messages} messages
 */
function activityLine(item, messages) {
  const time = make("time", "", clock(item.at));
  time.dateTime = item.at;
  const mark = MARKS[item.code] ?? "info";
  const li = make("li", "", icon(mark), make("span", "", messages.activity[item.code](item)), time);
  li.dataset.key = item.key;
  li.dataset.mark = mark;
  return li;
}

/**
 * @param {HTMLElement} element
 * @param {{ pod: string, node: string } | null} responder null if there was no answer
 * @param {Messages} messages
 */
export function drawResponder(element, responder, messages) {
  const text = JSON.stringify([responder?.pod, responder?.node, messages.title]);
  if (element.dataset.drawn === text) return;
  element.dataset.drawn = text;
  element.dataset.failed = String(responder === null);
  if (responder === null) return element.replaceChildren(icon("notReady"), messages.noAnswer);
  element.dataset.podColor = podColor(responder.pod);
  element.replaceChildren(make("span", "swatch"), make("code", "", responder.pod));
  if (responder.node !== "") element.append(" ", make("span", "on", messages.onNode(responder.node)));
}

/**
 * Shows why the diagram may be out of date, and since when, and which pods Kubernetes refuses.
 *
 * @param {State} state
 * @param {number | null} lostSince when the connection was lost
 * @param {Messages} messages
 */
export function drawBanners({ sources, namespace, deployments }, lostSince, messages) {
  /** @type {Set<string>} */
  const texts = new Set();
  let staleSince = lostSince === null ? null : new Date(lostSince).toISOString();
  for (const kind of /** @type {const} */ (["nodes", "pods", "deployments"])) {
    const source = sources?.[kind];
    if (source === undefined || source.state === "live" || source.state === "starting") continue;
    // The diagram shows no Deployments.
    if (kind !== "deployments") staleSince ??= source.since;
    if (source.state === "forbidden") texts.add(messages.apiErrors.forbidden[kind](namespace));
    else if (source.state === "unauthorized") texts.add(messages.apiErrors.unauthorized);
    else texts.add(messages.apiErrors.retrying(clock(source.since)));
  }
  for (const { name, refusal } of deployments.values()) {
    if (refusal !== null) texts.add(messages.refused(name, refusal.message));
  }
  document.body.dataset.stale = String(staleSince !== null);
  byId("stale").hidden = staleSince === null;
  setText(byId("stale"), staleSince === null ? "" : messages.stale(clock(staleSince)));
  showBanners(texts);
}

/** How long before its end a lab says that it ends: long enough to extend it. */
const END_NOTICE_MS = 2 * 60 * 60 * 1000;

/**
 * Says from two hours before the lab's end when it comes, and how to extend the lab.
 *
 * @param {State} state
 * @param {number} now the server's time, in ms since 1970
 * @param {Messages} messages
 */
export function drawEnd({ endsAt }, now, messages) {
  const left = endsAt === null ? Infinity : Date.parse(endsAt) - now;
  byId("end").hidden = left > END_NOTICE_MS;
  if (endsAt === null || left > END_NOTICE_MS) return;
  const time = clock(endsAt).slice(0, 5);
  setText(byId("end-text"), left > 0 ? messages.endsAt(time) : messages.hasEnded(time));
}

/**
 * @param {State} state
 * @param {Whoami | null} self
 * @param {Messages} messages
 */
export function drawContainer({ standalone }, self, messages) {
  if (standalone === null || self === null) return;
  setText(byId("container-lead"), messages.standalone[standalone]);
  const mebibytes = (/** @type {number} */ bytes) => `${Math.round(bytes / 2 ** 20)} MiB`;
  const limit = self.memoryLimitBytes === null ? null : mebibytes(self.memoryLimitBytes);
  const values = {
    hostname: self.hostname,
    ip: self.ip || "–",
    version: self.version,
    uptime: duration(self.uptimeSeconds, messages),
    memory: messages.memory(mebibytes(self.memoryBytes), limit),
    requests: String(self.requests),
  };
  const facts = Object.entries(values).map(([key, value]) =>
    make("div", "", make("dt", "", messages.facts[/** @type {keyof typeof values} */ (key)]), make("dd", "", value)),
  );
  byId("facts").replaceChildren(...facts);
}
