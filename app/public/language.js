// @ts-check
import { en } from "./messages-en.js";
import { ko } from "./messages-ko.js";

/** @typedef {import("./messages-en.js").Messages} Messages */

/** The texts of this page in each language. */
export const catalog = { en, ko };
