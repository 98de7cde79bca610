import { readFileSync } from "node:fs";
import path from "node:path";
import { optionFaults } from "./guide/run/help";
import { commandsOf } from "./guide/script";
import { azCommands } from "./guide/words/az";
import { type ToolCommand, toolCommand } from "./guide/words/tools";
import { trackedFiles } from "./tracked";

const root = path.join(__dirname, "..");

/** Commands of az, from the name of a group or command to the end of the code or text that it stands in. */
const written = new RegExp(
  `\\baz (?:${[...new Set(azCommands.map((one) => one.split(" ")[0]))].join("|")})\\b(?!\\[)[^\`"\\n|]*`,
  "g",
);

/** A command as a reader meets it: in a page, or in what the program prints. */
interface Found {
  readonly place: string;
  readonly text: string;
}

/** What the program fills in is a word of its own, or comes behind one as an option that may be missing. One may stand inside another. */
function filled(code: string): string {
  const once = code.replace(/\$\{[^{}]*\}/g, "FILLED");
  return once === code ? code.replace(/(?<=[a-z])FILLED/g, "") : filled(once);
}

function found(): Found[] {
  return trackedFiles(".")
    .filter((file) => /\.(md|ts)$/.test(file) && !file.startsWith("tests/"))
    .flatMap((place) =>
      [...filled(readFileSync(path.join(root, place), "utf8")).matchAll(written)].map(([text]) => ({
        place,
        text: text.replace(/\\$/, ""),
      })),
    );
}

describe("the commands of the Azure CLI that pages and messages name", () => {
  const commands = found().flatMap(({ place, text }) =>
    commandsOf(text).flatMap(({ words }) => {
      const command = toolCommand(words);
      return command === undefined ? [] : [{ place, command }];
    }),
  );

  it("are commands of az", () => {
    expect(commands.filter(({ command }) => typeof command === "string")).toEqual([]);
  });

  it("have options of az", () => {
    const tools = commands.map(({ place, command }) => ({ ...(command as ToolCommand), place }));
    expect(optionFaults(tools)).toEqual([]);
    expect(tools.length).toBeGreaterThan(30);
  });

  it("are all that the table has", () => {
    const named = new Set(commands.map(({ command }) => (command as ToolCommand).name.join(" ")));
    expect(azCommands.filter((one) => !named.has(one))).toEqual([]);
  });
});
