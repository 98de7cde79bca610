// @ts-check

/** The last part of a timeout. If the thread was busy and both timers are late, an answer that waits is read in between. */
const GRACE_MS = 200;

/** Something answered, but not with what was asked for. */
export class WrongAnswer extends Error {
  /** @param {number} status 200 if only the body is wrong, 0 for a redirect */
  constructor(status) {
    super(`answered ${status}`);
    this.status = status;
  }
}

/**
 * Requests JSON from the server that the page came from. The path is relative: a proxy may serve the page under a prefix.
 * `AbortSignal.timeout` and `any` are missing in browsers of 2021.
 *
 * @template T
 * @param {string} path
 * @param {object} options
 * @param {number} options.timeoutMs
 * @param {AbortController} options.controller aborts the request
 * @param {(value: any) => boolean} options.isValid
 * @returns {Promise<{ value: T, headers: Headers }>}
 */
export async function fetchJson(path, { timeoutMs, controller, isValid }) {
  let timer = setTimeout(() => {
    timer = setTimeout(() => controller.abort(), GRACE_MS);
  }, timeoutMs - GRACE_MS);
  try {
    const response = await fetch(path, { cache: "no-store", redirect: "manual", signal: controller.signal });
    if (response.status !== 200) throw new WrongAnswer(response.status);
    const value = parse(await response.text());
    if (!isValid(value)) throw new WrongAnswer(200);
    return { value, headers: response.headers };
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
