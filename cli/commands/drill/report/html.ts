import { readFileSync } from "node:fs";
import { join } from "node:path";
import { escaped } from "../../../../lib/html";
import type { Words } from "../words";
import { figureRows } from "./figureRows";
import { bilingual } from "./markup";
import type { DrillResult } from "./result";
import { chartSvg } from "./svg";
import { clockText } from "./text";

const fileText = (name: string) => readFileSync(join(__dirname, name), "utf8");

/**
 * A page that needs nothing else: it can be mailed, and opened years later. It loads nothing from anywhere.
 *
 * @param timeline the words of `result.timeline` in both languages
 */
export function htmlOf(result: DrillResult, timeline: readonly Words[]): string {
  const { node, mode, since, passed } = result;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Container lab: ${escaped(node)} lost</title>
<style>
${fileText("../../../../app/public/shared/colours.css")}
${fileText("page.css")}</style>
</head>
<body>
<header>
<h1>${bilingual({ en: `${node} lost`, ko: `${node} 노드 장애` })}</h1>
<p>${escaped(mode)} · <time datetime="${escaped(since)}">${escaped(since)}</time></p>
<div class="switch" role="group" aria-label="Language · 언어" data-script hidden>
<button type="button" data-language="en" lang="en">English</button>
<button type="button" data-language="ko" lang="ko">한국어</button>
</div>
</header>
<main>
<p class="verdict" data-passed="${passed && result.exitCode === 0}">${bilingual(verdictWords(result))}</p>
${section({ en: "What the visitors met", ko: "방문자가 겪은 일" }, requests(result))}
${section({ en: "What happened", ko: "일어난 일" }, happenings(result, timeline))}
${section({ en: "Figures", ko: "수치" }, figures(result))}
</main>
<script>
${fileText("page.js")}</script>
</body>
</html>
`;
}

function section(title: Words, content: string): string {
  return `<section>\n<h2>${bilingual(title)}</h2>\n${content}\n</section>`;
}

function verdictWords({ servedInMinute, passMark, reasons }: DrillResult): Words {
  if (servedInMinute === null) return { en: "Nothing was sent.", ko: "보낸 요청이 없습니다." };
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const more = reasons.map((reason) => ` ${reason}`).join("");
  return {
    en: `${percent(servedInMinute)} of the minute's requests were served; the pass mark is ${percent(passMark)}.${more}`,
    ko: `1분 동안 요청의 ${percent(servedInMinute)}에 응답했습니다. 합격 기준은 ${percent(passMark)}입니다.${more}`,
  };
}

function requests(result: DrillResult): string {
  const rows = result.perSecond.map(({ sent, failed }, second) => `<tr><td>${second}<td>${sent}<td>${failed}</tr>`);
  const head = [
    { en: "Second", ko: "초" },
    { en: "Sent", ko: "보낸 요청" },
    { en: "Failed", ko: "실패한 요청" },
  ].map((words) => `<th scope="col">${bilingual(words)}</th>`);
  const last = Math.max(0, rows.length - 1);
  return `<p class="legend"><i class="served"></i>${bilingual({ en: "served", ko: "응답" })}<i class="failed"></i>${bilingual({ en: "failed", ko: "실패" })}</p>
${chartSvg(result)}
<div class="reader" data-script hidden>
<label for="second">${bilingual({ en: "Read a second", ko: "초 선택" })}</label>
<input id="second" type="range" min="0" max="${last}" value="0">
<output for="second"></output>
</div>
<details><summary>${bilingual({ en: "All seconds", ko: "초별 전체 수치" })}</summary>
<div class="frame" tabindex="0" role="region" aria-label="All seconds · 초별 전체 수치"><table><thead><tr>${head.join("")}</tr></thead><tbody>
${rows.join("\n")}
</tbody></table></div></details>`;
}

function happenings({ timeline, errors }: DrillResult, words: readonly Words[]): string {
  const entries = [
    ...timeline.map(({ second }, index) => ({ second, text: bilingual(words[index]!) })),
    ...errors.map(({ second, text }) => ({ second, text: `<code>${escaped(text)}</code>` })),
  ].sort((a, b) => a.second - b.second);
  const items = entries.map(({ second, text }) => `<li><time>${clockText(second)}</time><span>${text}</span></li>`);
  return `<ol>\n${items.join("\n")}\n</ol>`;
}

function figures(result: DrillResult): string {
  const items = figureRows(result).map(
    ({ name, value }) => `<div><dt>${bilingual(name)}</dt><dd>${bilingual(value)}</dd></div>`,
  );
  const notes = result.notes.map((note) => `<p>${escaped(note)}</p>`);
  return [`<dl class="figures">`, ...items, "</dl>", ...notes].join("\n");
}
