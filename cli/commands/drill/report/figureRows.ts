import type { Count } from "../figures";
import type { Words } from "../words";
import type { DrillResult } from "./result";

interface FigureRow {
  readonly name: Words;
  readonly value: Words;
}

/** The figures with their names, as every report shows them. */
export function figureRows(result: DrillResult): FigureRow[] {
  const { figures, seconds, rate } = result;
  const { sent, failed, beforeNotReady, afterNotReady, longestGapMs, p50Ms, p99Ms } = figures;
  const row = (en: string, ko: string, value: string | Words): FigureRow => ({
    name: { en, ko },
    value: typeof value === "string" ? { en: value, ko: value } : value,
  });
  return [
    row("requests sent", "보낸 요청", { en: `${sent}, ${rate} a second`, ko: `${sent}건, 초당 ${rate}건` }),
    row("failed", "실패한 요청", { en: String(failed), ko: `${failed}건` }),
    row("failed before NotReady", "NotReady 이전 실패", countWords(beforeNotReady)),
    row("failed after NotReady", "NotReady 이후 실패", countWords(afterNotReady)),
    row("served in the minute", "1분 동안의 응답률", minuteWords(result)),
    row("longest time without an answer", "응답이 끊긴 가장 긴 시간", clock(longestGapMs / 1000)),
    row("p50 of what was answered", "응답 시간 p50", latency(p50Ms)),
    row("p99", "응답 시간 p99", latency(p99Ms)),
    row("NotReady after", "NotReady까지 걸린 시간", clock(seconds.notReady)),
    row("first replacement after", "첫 대체 파드까지 걸린 시간", clock(seconds.firstReplacement)),
    row("full strength after", "전체 복구까지 걸린 시간", clock(seconds.fullStrength)),
  ];
}

function countWords({ sent, failed }: Count): Words {
  return { en: `${failed} of ${sent}`, ko: `${sent}건 중 ${failed}건` };
}

function minuteWords({ servedInMinute, passMark, passed }: DrillResult): Words {
  if (servedInMinute === null) return { en: "nothing was sent", ko: "보낸 요청 없음" };
  const [share, mark] = [servedInMinute, passMark].map((one) => `${(100 * one).toFixed(1)} %`);
  return {
    en: `${share}, ${passed ? "passes" : "is below"} the mark of ${mark}`,
    ko: `${share}, 기준 ${mark} ${passed ? "이상" : "미만"}`,
  };
}

function clock(seconds: number | undefined): Words {
  if (seconds === undefined) return { en: "did not happen", ko: "발생하지 않음" };
  return { en: `${seconds.toFixed(1)} s`, ko: `${seconds.toFixed(1)}초` };
}

function latency(ms: number | undefined): Words {
  if (ms === undefined) return { en: "no answer", ko: "응답 없음" };
  return { en: `${ms.toFixed(1)} ms`, ko: `${ms.toFixed(1)} ms` };
}
