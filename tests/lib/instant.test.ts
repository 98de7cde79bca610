import { spokenDuration, sameTimeAfter } from "../../lib/instant";

describe("sameTimeAfter", () => {
  it.each([
    ["2027-01-29T18:00:00+09:00", "2027-01-29T08:00:00Z", "2027-01-29T18:00:00+09:00"],
    ["2027-01-29T18:00:00+09:00", "2027-01-29T09:00:00Z", "2027-01-30T18:00:00+09:00"],
    ["2026-02-27T23:30:00.5-05:00", "2026-03-01T04:30:01Z", "2026-03-01T23:30:00.5-05:00"],
    ["2024-12-31T23:59:59Z", "2026-11-28T08:00:00Z", "2026-11-28T23:59:59Z"],
  ])("finds for %s after %s %s", (instant, after, later) => {
    expect(sameTimeAfter(instant, Date.parse(after))).toBe(later);
  });
});

describe("spokenDuration", () => {
  it.each([
    [0, "0 minutes"],
    [1, "1 minute"],
    [35 * 60_000, "35 minutes"],
    [60 * 60_000, "1 hour"],
    [119 * 60_000 + 1, "2 hours"],
    [95 * 60_000, "1 hour and 35 minutes"],
  ])("says %d milliseconds as %s", (milliseconds, text) => {
    expect(spokenDuration(milliseconds)).toBe(text);
  });
});
