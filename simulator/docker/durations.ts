const unitsInMs: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A duration as Go and Docker write it, such as `1m0s` for `60s`. Undefined if Go cannot parse it. */
export function canonicalDuration(text: string): string | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  const read = parts.map(([part]) => part).join("");
  if (text === "0") return "0s";
  if (parts.length === 0 || read !== text) return undefined;
  return written(parts.reduce((sum, [, number, unit]) => sum + Number(number) * unitsInMs[unit!]!, 0));
}

function written(ms: number): string {
  if (ms === 0) return "0s";
  if (ms < 1000) return `${ms}ms`;
  const seconds = `${(ms % 60_000) / 1000}s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes === 0) return seconds;
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}
