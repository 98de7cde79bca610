import { durationText, parseDuration } from "../../lib/duration";

describe("parseDuration", () => {
  it.each([
    ["90s", 90],
    ["10m", 600],
    ["8h", 28_800],
    ["1h30m", 5400],
    ["1d", 86_400],
    ["1d2h3m4s", 93_784],
    ["0s", 0],
    ["090m", 5400],
  ])("reads %s as %d seconds", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(["", "8", "h", "8H", "8 h", "-1h", "1.5h", "30m1h", "1h1h", "8h ", "1w", "eight", "１h", "1h\n"])(
    "does not read %j",
    (text) => expect(parseDuration(text)).toBeUndefined(),
  );
});

describe("durationText", () => {
  it.each([
    [0, "0s"],
    [59, "59s"],
    [3600, "1h"],
    [5430, "1h30m30s"],
    [86_400, "1d"],
    [93_784, "1d2h3m4s"],
  ])("writes %d seconds as %s", (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});
