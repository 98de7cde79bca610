import { lastResortMs } from "../../waiting";
import { chapterPages, guidePage, pageNames, report } from "../guide";
import type { Language } from "../page";
import { checkCommands } from "../words";
import { thisProgram } from "../words/program";
import { chapters } from "./chapters";
import { GuideEngine } from "./engine";
import { optionFaults, toolsWithHelp } from "./help";
import { runPage } from "./session";
import { pushStandIns } from "./standIns";

/** Runs the chapters of a language on an engine of their own: most of the time they wait, so the languages run side by side. */
export function chapterTests(language: Language): void {
  jest.setTimeout(lastResortMs);

  describe(`the guide's chapters on a Docker engine: ${language}`, () => {
    let engine: GuideEngine;
    let [run, compared] = [0, 0];

    beforeAll(async () => {
      engine = await GuideEngine.start();
      await pushStandIns(engine, engine.hub);
      await engine.leftovers();
    });

    afterAll(async () => {
      report(language, `${run} commands run, ${compared} outputs compared on a Docker engine`);
      await engine?.stop();
    });

    it.each(Object.keys(chapters))("does what %s says, and leaves nothing after its clean-up", async (chapter) => {
      const { page } = chapterPages(chapter).find((one) => one.language === language)!;
      const outcome = await runPage(page, await chapters[chapter]!(engine));
      const left = await engine.leftovers();
      run += outcome.run;
      compared += outcome.compared;
      expect(outcome.faults).toEqual([]);
      expect(outcome.run).toBeGreaterThan(0);
      expect(left).toEqual([]);
    });
  });

  it(`has options of other tools only that are in the tools' own help: ${language}`, () => {
    const pages = pageNames(language).map((name) => guidePage(`${language}/${name}`));
    const tools = pages.flatMap((page) => checkCommands(page, thisProgram([])).tools);
    expect(optionFaults(tools)).toEqual([]);
    const checked = tools.filter(({ tool }) => toolsWithHelp.includes(tool));
    report(language, `${checked.length} commands of ${toolsWithHelp.join(" and ")} held against their own help`);
  });
}
