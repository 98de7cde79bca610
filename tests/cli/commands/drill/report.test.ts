import { chartOf } from "../../../../cli/commands/drill/report/chart";
import { resultText } from "../../../../cli/commands/drill/report/text";
import { htmlOf } from "../../../../cli/commands/drill/report/html";
import { verdictOf } from "../../../../cli/commands/drill/verdict";
import { aResult, resultWords } from "./results";

const plain = { good: (text: string) => text, bad: (text: string) => text };

describe("chartOf", () => {
  it("draws a column for each second, with what failed on top, and the marks below", () => {
    expect(chartOf(aResult(), 100, plain)).toEqual([
      `  ${"▒".repeat(13)}${"█".repeat(17)}`,
      `  ${"▒".repeat(13)}${"█".repeat(17)}`,
      ...Array.from({ length: 4 }, () => `  ${"█".repeat(30)}`),
      "  L           N      F",
      "  0         10        20",
      "  A column is a second: █ served, ▒ failed, L lost, N NotReady, 1 first replacement, F full strength",
    ]);
  });

  it("has several seconds in a column where the terminal is narrow, and shows a single failure", () => {
    const perSecond = Array.from({ length: 30 }, (_, second) => ({ sent: 20, failed: second === 29 ? 1 : 0 }));
    const [top, ...rows] = chartOf({ ...aResult(), perSecond }, 17, plain);
    expect([top, rows[0], rows.at(-1)]).toEqual([
      `  ${"█".repeat(14)}▒`,
      `  ${"█".repeat(15)}`,
      expect.stringMatching(/^ {2}A column is 2 seconds: /),
    ]);
  });
});

describe("resultText", () => {
  it("has every figure with its name, and the first errors with their times", () => {
    const text = resultText(aResult(), 100, false);
    expect(text.split("\n").slice(1, 12)).toEqual(
      [
        "  requests sent                 600, 20 a second",
        "  failed                        65",
        "  failed before NotReady        64 of 252",
        "  failed after NotReady         1 of 348",
        "  served in the minute          89.2 %, is below the mark of 95.0 %",
        "  longest time without an answer  0.3 s",
        "  p50 of what was answered      3.0 ms",
        "  p99                           13.3 ms",
        "  NotReady after                12.6 s",
        "  first replacement after       19.4 s",
        "  full strength after           19.4 s",
      ].map((line) => expect.stringMatching(new RegExp(`^${line.replaceAll(/\s{2,}(?=\S)/g, "\\s+")}$`))),
    );
    expect(text).toContain("\n    0.6 s  Error: http://127.0.0.1:8090 did not answer within 2000 ms\n");
  });
});

describe("htmlOf", () => {
  it("needs nothing else, and takes no text for markup", () => {
    const html = htmlOf(aResult(), resultWords());
    expect(html).toContain("default-src 'none'");
    expect(html.match(/(?:src|href)=/g)).toBeNull();
    expect(html).not.toContain("<9>");
    expect(html).toContain("app-&lt;9&gt; is scheduled onto lab-agent-2");
  });
});

describe("verdictOf", () => {
  const { figures, seconds } = aResult();
  const judged = { figures, seconds, unannounced: true, followed: 60 };

  it("is no over a limit, and yes at it", () => {
    expect(verdictOf(judged, { maxFailed: 65, maxRecovery: 20 })).toEqual({ exitCode: 0, reasons: [] });
    expect(verdictOf(judged, { maxFailed: 64, maxRecovery: 19 })).toEqual({
      exitCode: 1,
      reasons: [
        "65 requests failed, and --max-failed allows 64.",
        "Full strength took 19.4 s, and --max-recovery allows 19s.",
      ],
    });
  });

  it("is no without full strength", () => {
    const { fullStrength: _none, ...rest } = seconds;
    expect(verdictOf({ ...judged, seconds: rest }, {})).toEqual({
      exitCode: 1,
      reasons: ["The app was not at full strength 60 s after the loss."],
    });
  });

  it("is unknown where this machine stood still in more than a twentieth, or Kubernetes did not notice", () => {
    expect(verdictOf({ ...judged, figures: { ...figures, notJudged: 31 } }, {}).exitCode).toBe(0);
    expect(verdictOf({ ...judged, figures: { ...figures, notJudged: 32 } }, {})).toMatchObject({
      exitCode: 2,
      reasons: [expect.stringMatching(/^This machine stood still in 32 of 632 requests/)],
    });
    const { notReady: _none, ...rest } = seconds;
    expect(verdictOf({ ...judged, seconds: rest }, {}).exitCode).toBe(2);
    expect(verdictOf({ ...judged, seconds: rest, unannounced: false }, {}).exitCode).toBe(0);
  });
});
