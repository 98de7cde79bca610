/** The forms of an unquoted YAML scalar that Go's yaml.v3 reads as a time (`allowedTimestampFormats` in its resolve.go). */
const timestamp =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d{1,9})?(Z|[+-]\d\d:\d\d)| (\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d{1,9})?)?$/;

/**
 * The text that Go prints for a time in YAML: `2027-01-29 18:00:00 +0900 +0900` for `2027-01-29T18:00:00+09:00`. Without an
 * offset the time is in UTC.
 *
 * @returns `undefined` if yaml.v3 does not read the text as a time
 */
export function goTimeOf(text: string): string | undefined {
  const match = timestamp.exec(text);
  if (!match) return undefined;
  const [, year = "", month = "", day = ""] = match;
  const [hour, minute, second] = [match[4] ?? match[9], match[5] ?? match[10], match[6] ?? match[11]].map(
    (part) => part ?? "0",
  );
  const date = [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-");
  const time = [hour, minute, second].map((part) => part!.padStart(2, "0")).join(":");
  if (!isRealTime(date, time)) return undefined;
  const fraction = (match[7] ?? match[12] ?? "").replace(/\.?0*$/, "");
  const offset = (match[8] ?? "Z").replace(":", "");
  const zone = offset === "Z" || offset === "+0000" || offset === "-0000" ? "+0000 UTC" : `${offset} ${offset}`;
  return `${date} ${time}${fraction} ${zone}`;
}

/** False for 30 February, which `Date` would move into March, and for 24:00. */
function isRealTime(date: string, time: string): boolean {
  const instant = new Date(`${date}T${time}Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(`${date}T${time}`);
}

/**
 * The RFC 3339 form of a time as Go prints it: `2027-01-29T18:00:00+09:00` for `2027-01-29 18:00:00 +0900 KST`. The name of
 * the zone depends on the machine: Go prints that of the local zone if the offset is the same.
 *
 * @returns `undefined` if the text has another form
 */
export function rfc3339Of(goTime: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) ([+-]\d\d)(\d\d) \S+$/.exec(goTime);
  if (!match) return undefined;
  const [, date, time, hours, minutes] = match;
  return `${date}T${time}${hours === "+00" && minutes === "00" ? "Z" : `${hours}:${minutes}`}`;
}
