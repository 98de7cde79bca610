import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { version } from "../package.json";
import { policies } from "../policy/policies";

const root = join(__dirname, "..");
const textOf = (...file: string[]) => readFileSync(join(root, ...file), "utf8");

/** The first cells of a table's rows, in the section of a page with a heading. */
function firstCells(page: string, heading: string): string[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(heading))!;
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, cell]) => cell!);
}

describe("docs/fork.md", () => {
  const page = textOf("docs", "fork.md");

  it("has every workflow", () => {
    const files = readdirSync(join(root, ".github", "workflows"));
    const names = files.map((file) => (parse(textOf(".github", "workflows", file)) as { name: string }).name);
    expect(firstCells(page, "Its checks").sort()).toEqual(names.sort());
  });

  it("has every policy", () => {
    expect(firstCells(page, "What it may not do")).toEqual(policies.map(({ name }) => name));
  });
});

it("CHANGELOG.md has this version, and a place for the next one above it", () => {
  const headings = [...textOf("CHANGELOG.md").matchAll(/^## (.*?)\r?$/gm)].map(([, text]) => text);
  expect(headings.slice(0, 2)).toEqual(["[Unreleased]", version]);
});

describe.each(readdirSync(join(root, ".github", "ISSUE_TEMPLATE")))("the form for issues %s", (file) => {
  const form = parse(textOf(".github", "ISSUE_TEMPLATE", file)) as {
    name: string;
    description: string;
    body: { type: string; id?: string; attributes: { label?: string; value?: string; options?: string[] } }[];
  };

  it("has what GitHub requires of a form: each question a label and an id of its own", () => {
    expect([typeof form.name, typeof form.description]).toEqual(["string", "string"]);
    const questions = form.body.filter(({ type }) => type !== "markdown");
    expect(questions.filter(({ attributes }) => attributes.label === undefined)).toEqual([]);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(form.body.filter(({ type }) => !["markdown", "dropdown", "input", "textarea"].includes(type))).toEqual([]);
    expect(form.body.filter(({ type, attributes }) => type === "dropdown" && !attributes.options?.length)).toEqual([]);
  });
});
