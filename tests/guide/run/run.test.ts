import { lastResortMs } from "../../waiting";
import { chapterPages, guidePage, pageNames, report } from "../guide";
import { type Language, languages } from "../page";
import { checkCommands } from "../words";
import { thisProgram } from "../words/program";
import { chapters } from "./chapters";
import { GuideEngine } from "./engine";
import { optionFaults, toolsWithHelp } from "./help";
import { runPage } from "./session";
import { pushStandIns } from "./standIns";

jest.setTimeout(lastResortMs);

describe("the guide's chapters on a Docker engine", () => {
  let engine: GuideEngine;
  const counts = new Map<Language, { run: number; compared: number }>(
    languages.map((language) => [language, { run: 0, compared: 0 }]),
  );

  beforeAll(async () => {
    engine = await GuideEngine.start();
    await pushStandIns(engine, engine.hub);
    await engine.leftovers();
  });

  afterAll(async () => {
    for (const [language, { run, compared }] of counts)
      report(language, `${run} commands run, ${compared} outputs compared on a Docker engine`);
    await engine?.stop();
  });

  const pages = Object.keys(chapters).flatMap((chapter) =>
    chapterPages(chapter).map(({ language, page }) => [page.path, chapter, language, page] as const),
  );

  it("are there in both languages", () => {
    expect(pages.map(([path]) => path)).toEqual(
      Object.keys(chapters).flatMap((chapter) => languages.map((language) => `${language}/${chapter}.md`)),
    );
  });

  it.each(pages)("does what %s says, and leaves nothing after its clean-up", async (_path, chapter, language, page) => {
    const outcome = await runPage(page, await chapters[chapter]!(engine));
    const left = await engine.leftovers();
    counts.get(language)!.run += outcome.run;
    counts.get(language)!.compared += outcome.compared;
    expect(outcome.faults).toEqual([]);
    expect(outcome.run).toBeGreaterThan(0);
    expect(left).toEqual([]);
  });
});

describe("the options of other tools in the guide", () => {
  it.each(languages)("are in the tools' own help: %s", (language) => {
    const tools = pageNames(language).flatMap(
      (name) => checkCommands(guidePage(`${language}/${name}`), thisProgram([])).tools,
    );
    expect(optionFaults(tools)).toEqual([]);
    const checked = tools.filter(({ tool }) => toolsWithHelp.includes(tool));
    report(language, `${checked.length} commands of ${toolsWithHelp.join(" and ")} held against their own help`);
  });
});
