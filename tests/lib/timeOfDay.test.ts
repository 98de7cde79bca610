import { minutesBetween, plusMinutes } from "../../lib/timeOfDay";

describe("minutesBetween", () => {
  it.each([
    ["08:00", "19:30", 690],
    ["19:30", "08:00", 750],
    ["23:50", "00:20", 30],
    ["12:00", "12:00", 0],
  ])("counts from %s to %s %d minutes", (from, to, minutes) => {
    expect(minutesBetween(from, to)).toBe(minutes);
  });
});

describe("plusMinutes", () => {
  it.each([
    ["19:00", 30, "19:30"],
    ["23:45", 30, "00:15"],
    ["00:15", -30, "23:45"],
  ])("of %s and %d is %s", (time, minutes, later) => {
    expect(plusMinutes(time, minutes)).toBe(later);
  });
});
