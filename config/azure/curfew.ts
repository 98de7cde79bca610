import { findIana } from "windows-iana";
import { leastMinutesStopped } from "../../facts/azure/curfew";
import { minutesBetween, plusMinutes } from "../../lib/timeOfDay";
import type { ConfigFault } from "../error";
import type { LabConfig } from "../keys";
import type { Rule } from "../rule";

/** A start needs some time after a stop, and a lab that is stopped soon after it was started was of no use. */
export const startRule: Rule = { keys: ["curfew"], faults: startFaults };

function startFaults({ curfew }: LabConfig): ConfigFault[] {
  if (curfew?.startAt === undefined) return [];
  const { startAt, stopAt, timeZone } = curfew;
  const isBefore = minutesBetween(startAt, stopAt) < minutesBetween(stopAt, startAt);
  const apart = isBefore ? minutesBetween(startAt, stopAt) : minutesBetween(stopAt, startAt);
  if (apart >= leastMinutesStopped) return [];
  const moved = plusMinutes(stopAt, isBefore ? -leastMinutesStopped : leastMinutesStopped);
  return [
    {
      key: "curfew.startAt",
      value: startAt,
      problem: `it is ${apart} minutes ${isBefore ? "before" : "after"} stopAt ${stopAt}`,
      allowed: `a time ${leastMinutesStopped} minutes or more from stopAt`,
      fix: {
        action: "setObject",
        key: "curfew",
        // The key takes the zone by its IANA name, of which any has the same clock.
        value: { ...curfew, timeZone: findIana(timeZone)[0], startAt: moved },
        members: [{ action: "set", key: "startAt", value: moved, type: "string" }],
      },
    },
  ];
}
