import type { DrillResult } from "../../../../cli/commands/drill/report/result";
import { type Words, happened } from "../../../../cli/commands/drill/words";

const timeline: readonly (readonly [second: number, words: Words, mark?: DrillResult["timeline"][number]["mark"]])[] = [
  [0, happened.killed("lab-agent-1"), "lost"],
  [12.6, happened.notReady("lab-agent-1"), "notReady"],
  [18.1, happened.scheduled("app-<9>", "lab-agent-2")],
  [19.4, happened.firstReady("app-<9>", "lab-agent-2"), "first"],
  [19.4, happened.fullStrength(4, 4), "full"],
];

/** What a drill of 30 seconds found, in which a quarter failed until NotReady. */
export function aResult(): DrillResult {
  const perSecond = Array.from({ length: 30 }, (_, second) => ({ sent: 20, failed: second < 13 ? 5 : 0 }));
  return {
    ...{ node: "lab-agent-1", mode: "kill", url: "http://127.0.0.1:8090", rate: 20, since: "2027-01-29T10:00:00.000Z" },
    figures: {
      ...{ sent: 600, failed: 65, notJudged: 0 },
      ...{ beforeNotReady: { sent: 252, failed: 64 }, afterNotReady: { sent: 348, failed: 1 } },
      ...{ minute: { sent: 600, failed: 65 }, longestGapMs: 251, p50Ms: 3.04, p99Ms: 13.3 },
    },
    ...{
      servedInMinute: 535 / 600,
      passMark: 0.95,
      passed: false,
      restored: true,
      exitCode: 0,
      reasons: [],
      notes: [],
    },
    seconds: { notReady: 12.6, firstReplacement: 19.4, fullStrength: 19.4 },
    timeline: timeline.map(([second, { en }, mark]) => ({ second, text: en, ...(mark && { mark }) })),
    errors: [{ second: 0.61, text: "Error: http://127.0.0.1:8090 did not answer within 2000 ms" }],
    perSecond,
  };
}

/** The timeline's words in both languages. */
export function resultWords(): Words[] {
  return timeline.map(([, words]) => words);
}
