import { findWindows } from "windows-iana";
import { z } from "zod";
import { firstMonth } from "../../facts/azure/budgets";
import { rfc3339Of } from "../../lib/goTime";
import { type Kind, text } from "../kinds";
import { suggestInstant, suggestTime } from "../suggest/time";
import { isAbbreviation, suggestZone } from "../suggest/zone";

/** A time of day as HH:MM. */
export const timeOfDay: Kind<string> = {
  ...text(/^([01]\d|2[0-3]):[0-5]\d$/, 5, "a time from 00:00 to 23:59", "19:00"),
  suggest: suggestTime,
  placeholder: "HH:MM",
};

/** How far local time is ahead of UTC, where a service takes no time zone. */
export const utcOffset: Kind<string> = text(
  /^[+-](0\d|1[0-4]):(00|30|45)$/,
  6,
  "an offset from UTC from -14:00 to +14:00",
  "+09:00",
);

/** A time zone by its IANA name; the value is Windows' name for it, which Azure's schedules require. */
export const timeZone: Kind<string> = {
  type: "string",
  schema: z.string().transform(windowsZone),
  allowed: "a name of the IANA time zone database",
  example: "Asia/Seoul",
  suggest: suggestZone,
  placeholder: "AREA/CITY",
};

function windowsZone(name: string, context: z.RefinementCtx): string {
  const ambiguous = isAbbreviation(name);
  const zone = ambiguous ? undefined : (findWindows(name)[0] ?? findWindows(canonicalZone(name))[0]);
  if (zone !== undefined) return zone;
  const message = ambiguous ? "abbreviations mean other zones in other countries" : "no time zone has this name";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}

/** Zones are renamed at times (Europe/Kiev, Europe/Kyiv). The platform knows under which name the tables have them. */
function canonicalZone(name: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return name;
  }
}

/**
 * An instant in RFC 3339 with its offset. Without quotes YAML reads one as a time, and Pulumi hands over the text that Go
 * prints for it, which is accepted too. A date without quotes then looks like midnight in UTC: that is refused.
 */
export const instant: Kind<string> = {
  type: "string",
  schema: z
    .string()
    .transform(unquotedInstant)
    .pipe(z.iso.datetime({ offset: true })),
  allowed: "an instant with its offset",
  example: "2027-01-29T18:00:00+09:00",
  suggest: suggestInstant,
  placeholder: "YYYY-MM-DDThh:mm:ss+hh:mm",
};

function unquotedInstant(given: string, context: z.RefinementCtx): string {
  if (/ 00:00:00 \+0000 \S+$/.test(given)) {
    const message = "YAML reads a date without quotes as midnight in UTC; write an instant, in quotes";
    context.addIssue({ code: "custom", message });
  }
  return rfc3339Of(given) ?? given;
}

/** The first day of a month, as Azure's budgets require. A date without quotes is a time to Pulumi, and accepted too. */
export const firstOfMonth: Kind<string> = {
  type: "string",
  schema: z
    .string()
    .transform((given) => /^(\S+) 00:00:00 \+0000 \S+$/.exec(given)?.[1] ?? given)
    .pipe(
      z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])-01$/)
        .refine((date) => date >= firstMonth, `Azure has no budgets before ${firstMonth}`),
    ),
  allowed: "the first day of a month as YYYY-MM-01; for a new budget, of the current month",
  example: "2027-01-01",
  suggest: (given) => {
    const [, month] = /^(\d{4}-\d{2})(?:-\d{2}(?:[T ].*)?)?$/.exec(given) ?? [];
    return month && `${month}-01`;
  },
};
