const unitSeconds = { d: 86_400, h: 3600, m: 60, s: 1 };

/** Seconds of a duration in the form that kubectl takes: `90m`, `8h`, `1h30m`, and `2d`. @returns `undefined` for another text */
export function parseDuration(text: string): number | undefined {
  const match = /^(?=.)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (!match) return undefined;
  const seconds = Object.values(unitSeconds).map((unit, index) => Number(match[index + 1] ?? 0) * unit);
  return seconds.reduce((sum, part) => sum + part, 0);
}

/** A duration in the same form: `1h30m`. */
export function durationText(seconds: number): string {
  let left = seconds;
  const parts = Object.entries(unitSeconds).map(([letter, unit]) => {
    const count = Math.floor(left / unit);
    left -= count * unit;
    return count === 0 ? "" : `${count}${letter}`;
  });
  return parts.join("") || "0s";
}
