import { bilingual } from "./markup";
import type { DrillResult } from "./result";
import type { Mark } from "../recovery";
import type { Words } from "../words";

const [width, height] = [1000, 300];
/** Room for the marks' names above, and for the seconds below. */
const [top, bottom, left] = [70, 26, 10];
const plotHeight = height - top - bottom;
const tickSeconds = 10;

const markNames: Readonly<Record<Mark, Words>> = {
  lost: { en: "lost", ko: "장애 발생" },
  notReady: { en: "NotReady", ko: "NotReady" },
  first: { en: "first replacement", ko: "첫 대체 파드" },
  full: { en: "full strength", ko: "전체 복구" },
  back: { en: "Ready again", ko: "다시 Ready" },
};

/** Requests by the second: what was served, and on top of it, hatched, what failed; with the times of the marks. */
export function chartSvg({ perSecond, timeline }: DrillResult): string {
  const step = (width - 2 * left) / Math.max(1, perSecond.length);
  const most = Math.max(1, ...perSecond.map(({ sent }) => sent));
  const x = (second: number) => round(left + second * step);
  const bar = (second: number, kind: string, from: number, count: number) => {
    const y = top + plotHeight * (1 - (from + count) / most);
    const size = `width="${round(step * 0.86)}" height="${round((plotHeight * count) / most)}"`;
    return count === 0 ? "" : `<rect class="${kind}" x="${x(second)}" y="${round(y)}" ${size}/>`;
  };
  const bars = perSecond.map(({ sent, failed }, second) => {
    const parts = bar(second, "served", 0, sent - failed) + bar(second, "failed", sent - failed, failed);
    return `<g class="bar" data-x="${x(second)}">${parts}</g>`;
  });
  const ticks = perSecond
    .map((_, second) => second)
    .filter((second) => second % tickSeconds === 0)
    .map((second) => `<text class="tick" x="${x(second)}" y="${height - 6}">${second} s</text>`);
  return [
    `<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="chart-name">`,
    `<title id="chart-name">${chartName}</title>`,
    '<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
    '<path d="M0 0V8"/></pattern></defs>',
    ...bars,
    ...ticks,
    ...markLines(timeline, x),
    `<rect class="cursor" x="${x(0)}" y="${top}" width="${round(step * 0.86)}" height="${plotHeight}"/>`,
    "</svg>",
  ].join("\n");
}

const chartName = "Requests by the second, served and failed; the table below has the same figures.";

/** Names that are close to one another stand on lines of their own. */
function markLines(timeline: DrillResult["timeline"], x: (second: number) => number): string[] {
  return timeline.flatMap(({ second, mark }, index) => {
    if (mark === undefined || x(second) > width) return [];
    const before = timeline.slice(0, index).filter((one) => one.mark !== undefined).length;
    const y = 16 + (before % 3) * 19;
    const nearEnd = x(second) > width * 0.8;
    const place = `x="${round(x(second) + (nearEnd ? -5 : 5))}" y="${y}"${nearEnd ? ' text-anchor="end"' : ""}`;
    return [
      `<line class="mark" x1="${x(second)}" x2="${x(second)}" y1="${y - 12}" y2="${height - bottom}"/>`,
      `<text ${place}>${bilingual(markNames[mark], "tspan")}</text>`,
    ];
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
