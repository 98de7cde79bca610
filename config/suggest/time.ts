import { isDate } from "../../lib/instant";

/** `21:00` for `9pm`, `9:00 PM`, `21`, `2100`, `21.00`, `24:00` → `00:00`, `오후 9시`. */
export function suggestTime(given: string): string | undefined {
  const text = given.trim();
  const words: Readonly<Record<string, string>> = { noon: "12:00", midnight: "00:00" };
  const word = words[text.toLowerCase()];
  if (word !== undefined) return word;
  const western = /^(\d{1,2})(?:[:.h]?(\d{2}))?(?::\d{2})?\s*([ap])?\.?(?:m\.?)?$/i.exec(text);
  const korean = /^(오전|오후)?\s*(\d{1,2})시(?:\s*(\d{1,2})분)?$/.exec(text);
  if (western) return timeText(western[1]!, western[2], western[3]?.toLowerCase());
  return korean ? timeText(korean[2]!, korean[3], korean[1] && { 오전: "a", 오후: "p" }[korean[1]]) : undefined;
}

/** @param half `a` or `p`, of twelve hours each */
function timeText(hourText: string, minuteText = "0", half?: string): string | undefined {
  const [hour, minute] = [Number(hourText), Number(minuteText)];
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  const whole = half === undefined ? hour : (hour % 12) + (half === "p" ? 12 : 0);
  if (whole > 24 || minute > 59 || (whole === 24 && minute > 0)) return undefined;
  return [whole % 24, minute].map((part) => String(part).padStart(2, "0")).join(":");
}

/** What a day without a time, or a time without an offset, is given: the end of a day's lessons, where the defaults are. */
const usual = { time: "18:00", offset: "+09:00" };

/**
 * An instant on the day that was given, at the time that was given: `2026-12-24T18:00:00+09:00` for `2026-12-24`, `2026/12/24`,
 * `24.12.2026`, `2026-12-24 18:00`, and for what Pulumi makes of a date without quotes.
 */
export function suggestInstant(given: string): string | undefined {
  const [, day = "", rest = ""] =
    /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})(?:[T\s]+(.*))?$/i.exec(given.trim()) ?? [];
  const parts = day.split(/[-/.]/);
  const [year = "", month = "", date = ""] = parts[0]!.length === 4 ? parts : parts.reverse();
  const iso = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  if (!isDate(iso)) return undefined;
  // Pulumi's text for a date without quotes: nobody meant midnight in UTC.
  const [, clock = "", offset = ""] = /^00:00:00 \+0000/.test(rest)
    ? []
    : (/^(.*?)\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(rest) ?? []);
  const time = clock === "" ? usual.time : suggestTime(clock);
  return time && `${iso}T${time}:00${offsetText(offset)}`;
}

function offsetText(offset: string): string {
  return offset === "" ? usual.offset : offset.toUpperCase().replace(/^(.\d{2})(\d{2})$/, "$1:$2");
}

const dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** `Friday` for `Fri`, `friday`, `금`, `금요일`. */
export function suggestDay(given: string): string | undefined {
  const text = given.trim().toLowerCase();
  const korean = "월화수목금토일".indexOf(text.replace(/요일$/, ""));
  if (text.length > 0 && korean >= 0 && text.replace(/요일$/, "").length === 1) return dayNames[korean];
  return text.length < 2 ? undefined : dayNames.find((day) => day.toLowerCase().startsWith(text.replace(/[.s]$/, "")));
}
