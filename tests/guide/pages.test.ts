import path from "node:path";
import { labWith } from "../components/wholeLab";
import { loadCourse } from "../../cli/exercises/load";
import { formFaults, linkFaults, missingFaults, translationFaults } from "./form";
import { clusterChapters, guideFolder, guidePage, pageNames, report } from "./guide";
import { languages } from "./page";
import { chapters } from "./run/chapters";
import { checkCommands } from "./words";
import { type Program, root, thisProgram } from "./words/program";

const names = { en: pageNames("en"), ko: pageNames("ko") };
const pages = languages.flatMap((language) => names[language].map((name) => `${language}/${name}`));

/** The stack's outputs of the program itself: on Azure with all parts, on Docker, and with a cluster that is there already. */
async function outputNames(): Promise<string[]> {
  const students = JSON.stringify(["kim"]);
  const azure = await labWith({ students, windows: "true" });
  const local = await labWith({ target: "local", students });
  return Object.keys({ ...azure.outputs, ...local.outputs });
}

describe("the guide", () => {
  let program: Program;

  beforeAll(async () => {
    program = thisProgram(await outputNames());
  });

  it("has the same pages in both languages", () => {
    expect(missingFaults(names)).toEqual([]);
    expect(names.en).toContain("02-docker.md");
  });

  it.each(pages)("has the agreed form, and no dead link: %s", (name) => {
    const page = guidePage(name);
    const [language] = name.split("/") as [(typeof languages)[number]];
    expect(formFaults(page, language)).toEqual([]);
    expect(linkFaults(page, path.join(guideFolder, language))).toEqual([]);
  });

  it("links every page from its entrance, and has no dead link there", () => {
    const entrance = guidePage("README.md");
    expect(linkFaults(entrance, guideFolder)).toEqual([]);
    expect(entrance.links.map(({ text }) => text)).toEqual(expect.arrayContaining(pages));
  });

  it.each(names.ko)("says the same in both languages: %s", (name) => {
    expect(translationFaults(guidePage(`en/${name}`), guidePage(`ko/${name}`))).toEqual([]);
  });

  it.each(languages)("has no page whose commands nobody runs: %s", (language) => {
    const running = names[language].filter((name) => guidePage(`${language}/${name}`).blocks.some(({ runs }) => runs));
    const run = [...Object.keys(chapters), ...clusterChapters()].map((chapter) => `${chapter}.md`);
    expect(running).toEqual(run.sort());
  });

  it.each(languages)("has only commands that the program knows: %s", (language) => {
    const checked = names[language].map((name) => checkCommands(guidePage(`${language}/${name}`), program));
    expect(checked.flatMap(({ faults }) => faults)).toEqual([]);
    report(language, `${checked.reduce((sum, { count }) => sum + count, 0)} commands checked against the program`);
  });

  it.each(languages)("links every exercise from a chapter: %s", (language) => {
    const targets = names[language]
      .flatMap((name) => guidePage(`${language}/${name}`).links)
      .map(({ text }) => path.basename(text, ".yaml").replace(/^\d+-/, ""));
    const { exercises } = loadCourse(root);
    expect(exercises.map(({ id }) => id).filter((id) => !targets.includes(id))).toEqual([]);
  });
});
