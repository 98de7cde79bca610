import { canonicalDuration } from "../../../simulator/docker/durations";

describe("a duration as Docker writes it", () => {
  it.each([
    ["0", "0s"],
    ["0s", "0s"],
    ["0h0m", "0s"],
    ["3s", "3s"],
    ["250ms", "250ms"],
    ["1000ms", "1s"],
    ["1500ms", "1.5s"],
    ["0.5s", "500ms"],
    ["59s", "59s"],
    ["60s", "1m0s"],
    ["90s", "1m30s"],
    ["1m", "1m0s"],
    ["1m0s", "1m0s"],
    ["1.5m", "1m30s"],
    ["60m", "1h0m0s"],
    ["1h", "1h0m0s"],
    ["1h1s", "1h0m1s"],
    ["25h61m", "26h1m0s"],
    ["1s1m", "1m1s"],
    ["2000000000ns", "2s"],
    ["3000000us", "3s"],
    ["3000000µs", "3s"],
  ])("is for %s %s", (text, canonical) => {
    expect(canonicalDuration(text)).toBe(canonical);
  });

  it.each(["", "3", "s", "3 s", " 3s", "3s ", "3S", "3sec", "3d", "1,5s", "3s,", "1:30", "3s4", "-3s", "1..5s"])(
    "is none for %j",
    (text) => {
      expect(canonicalDuration(text)).toBeUndefined();
    },
  );

  it.each(["3s", "1m30s", "1h0m0s", "250ms"])("is %s unchanged if it is canonical already", (text) => {
    expect(canonicalDuration(canonicalDuration(text)!)).toBe(text);
  });
});
