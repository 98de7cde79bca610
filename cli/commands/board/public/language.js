// @ts-check
import { en } from "./messages-en.js";
import { ko } from "./messages-ko.js";

/** The texts of the board in each language. */
export const catalog = { en, ko };
