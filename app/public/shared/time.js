// @ts-check

/**
 * @param {number} seconds
 * @param {{ readonly units: Readonly<Record<"s" | "min" | "h" | "d", string>> }} messages
 */
export function duration(seconds, { units }) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole}${units.s}`;
  if (whole < 3600) return `${Math.floor(whole / 60)}${units.min}`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)}${units.h}`;
  return `${Math.floor(whole / 86_400)}${units.d}`;
}

/** @param {string | null} time */
export function clock(time) {
  return time === null ? "" : new Date(time).toLocaleTimeString("en-GB");
}
