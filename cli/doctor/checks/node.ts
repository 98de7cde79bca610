import { version } from "node:process";
import { type Check, ok } from "../check";

/** `cli/start.js` refuses an older one before anything is loaded. */
export const node: Check = {
  id: "Node",
  run: () => Promise.resolve([ok(version)]),
};
