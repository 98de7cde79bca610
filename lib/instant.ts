const dayMs = 24 * 60 * 60 * 1000;

/**
 * The same time of day, by the same offset, on the first day on which it comes after another instant.
 *
 * @param instant RFC 3339, with its offset
 * @param after milliseconds since 1970
 * @returns RFC 3339, with the offset of `instant`
 */
export function sameTimeAfter(instant: string, after: number): string {
  const days = Math.max(0, Math.floor((after - Date.parse(instant)) / dayMs) + 1);
  const [, time = "", offset = ""] = /^[^T]+T(.*?)(Z|[+-]\d\d:\d\d)$/i.exec(instant) ?? [];
  // By its own offset the date is that of an instant in UTC: the clock shows it there.
  const date = new Date(Date.parse(`${instant.slice(0, 10)}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
  return `${date}T${time}${offset}`;
}

/** `1 hour and 35 minutes`, in whole minutes, rounded up. */
export function spokenDuration(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  const parts = [plural(Math.floor(minutes / 60), "hour"), plural(minutes % 60, "minute")];
  return parts.filter((part) => !part.startsWith("0 ")).join(" and ") || "0 minutes";
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** Whether a text of the form `YYYY-MM-DD` is a day of the calendar. */
export function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
