// @ts-check
import { clock } from "./time.js";

/**
 * @param {import("../../types").NodeView} node
 * @param {import("./messages-en.js").SharedMessages} messages
 */
export function nodeStatusText(node, messages) {
  const since = node.since === null ? "" : `, ${clock(node.since)}`;
  const more = [
    ...(node.cordoned ? [messages.cordoned] : []),
    ...node.pressures.map(({ type }) => messages.pressure[type]),
  ];
  return [messages.node[node.status] + since, ...more].join(" · ");
}
