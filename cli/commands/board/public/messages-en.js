// @ts-check
import { shared } from "../../../../app/public/shared/messages-en.js";

const plural = (/** @type {number} */ n, /** @type {string} */ one) => `${n} ${one}${n === 1 ? "" : "s"}`;

export const en = {
  ...shared,
  title: "Board",
  place: (/** @type {string} */ stack) => `stack ${stack}`,
  showNames: "Show names",
  otherPage: { instructor: "For the projector", projector: "For the instructor" },
  student: (/** @type {number} */ number) => `Student ${number}`,
  reading: "Reading the class …",
  nobody: "The cluster has no student's space.",
  progressTitle: "How far the class is",
  progress: (/** @type {{ done: number, total: number, percent: number }} */ p) =>
    `${p.done} of ${p.total} done (${p.percent} %), of what can be seen from here`,
  finished: (/** @type {{ finished: number, students: number }} */ p) =>
    `${p.finished} of ${plural(p.students, "student")} ${p.finished === 1 ? "has" : "have"} done all of it`,
  stuckTitle: "Stuck",
  stuck: (/** @type {number} */ n) =>
    n === 0 ? "Nobody" : `${plural(n, "student")}: something fails, and nothing has moved for three minutes`,
  newlyStuck: (/** @type {string} */ who, /** @type {string} */ title) => `${who} is stuck: ${title}.`,
  stuckInAll: (/** @type {number} */ n) => (n === 0 ? "Nobody is stuck any more." : `${plural(n, "student")} stuck.`),
  classTitle: "Students and exercises",
  state: { done: "done", "not yet": "not yet", stuck: "stuck", elsewhere: "not seen from here" },
  columns: {
    number: "No.",
    student: "Student",
    done: "Done",
    next: "Next",
    exercise: "Exercise",
    class: "Class",
  },
  ofClass: (/** @type {number} */ done, /** @type {number} */ all) => `${done} of ${all}`,
  allDone: "All done that can be seen from here",
  quotaTitle: "Quota used up",
  noQuota: "Nobody has used up a quota.",
  quota: (/** @type {string} */ resource, /** @type {number} */ n) => `${resource}: ${plural(n, "student")}`,
  resource: /** @type {Record<string, string>} */ ({
    pods: "pods",
    services: "Services",
    "services.loadbalancers": "load balancers",
    "services.nodeports": "node ports",
    "requests.cpu": "requested CPU",
    "limits.cpu": "CPU",
    "requests.memory": "requested memory",
    "limits.memory": "memory",
    "requests.storage": "storage",
    "requests.ephemeral-storage": "requested disk of the node",
    "limits.ephemeral-storage": "disk of the node",
    persistentvolumeclaims: "volumes",
    configmaps: "ConfigMaps",
    secrets: "Secrets",
  }),
  nodesTitle: "Nodes",
  apiErrors: {
    forbidden: (/** @type {string} */ kinds) =>
      `Your kubeconfig may not list and watch ${kinds}. The board needs the rights of the cluster's administrator.`,
    unauthorized:
      "The cluster does not accept your kubeconfig any more. End the board with Ctrl+C, and start it again.",
    retrying: (/** @type {string} */ time) =>
      `The cluster has not answered since ${time}. The board shows the last known state; retrying.`,
  },
};

/** @typedef {typeof en} Messages */
