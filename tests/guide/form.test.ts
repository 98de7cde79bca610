import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { formFaults, linkFaults, missingFaults, translationFaults } from "./form";
import { readPage } from "./page";
import { chapter, planted, translated } from "./planted";

const english = readPage("en/02-docker.md", chapter);
const korean = readPage("ko/02-docker.md", translated(chapter));

describe("a chapter's form", () => {
  it("is right in both languages, with any line ends", () => {
    const windows = readPage("en/02-docker.md", chapter.replaceAll("\n", "\r\n"));
    expect([formFaults(english, "en"), formFaults(korean, "ko"), formFaults(windows, "en")]).toEqual([[], [], []]);
    expect(windows.hash).toBe(english.hash);
  });

  it.each([
    ["no title", "title: Docker", "name: Docker", "en/02-docker.md:1", "no title"],
    ["another title than heading", "title: Docker", "title: Compose", "en/02-docker.md:5", "heading and title differ"],
    ["two first headings", "## Goal", "# Goal", "en/02-docker.md:1", "2 headings of the first level"],
    ["a section too few", "## Clean-up", "## Ending", "en/02-docker.md:1", "not Goal, Steps, Question"],
    ["an answer in the open", "<details>\n", "", "en/02-docker.md:28", "not in <details>"],
    [
      "a block that runs in another shell",
      "```sh run",
      "```powershell run",
      "en/02-docker.md:13",
      "only blocks of sh run",
    ],
    ["a block without a kind", "```text", "```", "en/02-docker.md:17", "does not say what it is"],
    [
      "bold text that is not bold",
      "You see.",
      "**풀링(pooling)**이라고 합니다.",
      "en/02-docker.md:9",
      "the stars stay",
    ],
    ["a comment among commands", "echo hello", "echo hello # hi", "en/02-docker.md:13", "comments belong"],
  ])("refuses %s", (_what, from, to, place, problem) => {
    expect(formFaults(planted(from, to), "en")).toContainEqual({ place, problem: expect.stringContaining(problem) });
  });
});

describe("a translation", () => {
  it("is right if only its words and a drawing's labels differ", () => {
    expect(translationFaults(english, korean)).toEqual([]);
  });

  it("is refused once its source has changed, and says what to write", () => {
    const changed = planted("You see.", "You see more.");
    expect(translationFaults(changed, korean)).toEqual([
      { place: "ko/02-docker.md:1", problem: expect.stringContaining(`\`source: "${changed.hash}"\``) },
    ]);
  });

  it.each([
    ["a heading too many", "## 정리", "## 정리\n\n### 더", "its headings are of the levels"],
    ["another command", "echo hello", "echo 안녕", "another than in English"],
    ["another output", "\nhello\n", "\n안녕\n", "another than in English"],
    ["a block that does not run", "```sh run", "```sh", "another than in English"],
    ["another drawing", "a[", "c[", "another than in English"],
    ["a block too few", "```text\nhello\n```\n", "", "more or fewer blocks"],
    ["another link", "(#실습-순서)", "(../README.md)", "links to other pages"],
  ])("is refused with %s", (_what, from, to, problem) => {
    const text = translated(chapter);
    expect(text).toContain(from);
    const faults = translationFaults(english, readPage("ko/02-docker.md", text.replace(from, to)));
    expect(faults).toContainEqual({ place: expect.stringMatching(/^ko/), problem: expect.stringContaining(problem) });
  });

  it("is missed where only one language has a page", () => {
    expect(missingFaults({ en: ["a.md", "b.md"], ko: ["b.md", "c.md"] })).toEqual([
      { place: "en/c.md:1", problem: "only guide/ko has it" },
      { place: "ko/a.md:1", problem: "only guide/en has it" },
    ]);
  });
});

describe("links", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "lab-guide-"));
    mkdirSync(path.join(folder, "en"));
    writeFileSync(path.join(folder, "en/02-docker.md"), chapter);
    writeFileSync(path.join(folder, "README.md"), "# 안내서\n\n## `lab` 명령, 다시\n");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(["#steps", "../README.md", "../README.md#lab-명령-다시", "https://example.com/#x"])(
    "may go to %s",
    (target) => {
      expect(linkFaults(planted("(#steps)", `(${target})`), path.join(folder, "en"))).toEqual([]);
    },
  );

  it.each([
    ["#stepz", "#stepz: no such heading in 02-docker.md"],
    ["03-compose.md", "03-compose.md: no such file"],
    ["../README.md#steps", "../README.md#steps: no such heading in README.md"],
  ])("are dead if they go to %s", (target, problem) => {
    const faults = linkFaults(planted("(#steps)", `(${target})`), path.join(folder, "en"));
    expect(faults).toEqual([{ place: "en/02-docker.md:41", problem }]);
  });
});
