import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { withConfigKeys, withConfigTable } from "../../config/docs";
import { configKeys } from "../../config/keys";

function projectFile(name: string): string {
  return readFileSync(join(__dirname, "../..", name), "utf8");
}

const markers = ["<!-- Made by `npm run docs` from config/keys.ts. -->", "<!-- End of what is made. -->"] as const;

describe("withConfigKeys", () => {
  it("changes nothing in Pulumi.yaml, which is up to date", () => {
    // `pulumi new` writes the same in another style.
    const text = projectFile("Pulumi.yaml");
    expect(JSON.stringify(parse(withConfigKeys(text)))).toBe(JSON.stringify(parse(text)));
  });

  it("writes what readers of YAML 1.1 and 1.2 read alike", () => {
    const text = withConfigKeys("name: petshop\n");
    expect(parse(text, { version: "1.1" })).toEqual(parse(text));
  });

  it("asks in a template for what most labs set, as its key describes it", () => {
    const { template } = parse(withConfigKeys("name: petshop\ntemplate:\n  important: true\n")) as {
      template: { config: Record<string, unknown> };
    };
    expect(Object.keys(template.config)).toEqual(["owner", "location", "nodeSize"]);
    const { description } = configKeys.owner;
    expect(template).toMatchObject({ important: true, config: { owner: { description, default: "instructor" } } });
    expect(withConfigKeys("name: petshop\n")).not.toContain("template");
  });

  it("replaces the keys, and keeps all else with its comments", () => {
    const text = withConfigKeys("# first\nname: lab # last\nconfig:\n  obsolete:\n    type: string\nmain: index.ts\n");
    expect(text).toMatch(/^# first\nname: lab # last\nconfig:\n {2}target:\n[^]*\nmain: index.ts\n$/);
    expect(text).not.toContain("obsolete");
    expect(text.match(/^ {2}\w+:$/gm)).toEqual(Object.keys(configKeys).map((key) => `  ${key}:`));
  });
});

describe("withConfigKeys of a project that `pulumi new` made", () => {
  const tags = "  pulumi:tags:\n    value:\n      pulumi:template: lab\n";

  it.each([
    ["after", (text: string) => `${text}${tags}`],
    ["before", (text: string) => text.replace("config:\n", `config:\n${tags}`)],
  ])("keeps pulumi:tags %s the lab's keys", (_where, withTags) => {
    const text = withTags(withConfigKeys("name: petshop\n"));
    expect(text).toContain(tags);
    expect(withConfigKeys(text)).toBe(text);
  });
});

describe("withConfigTable", () => {
  it("changes nothing in docs/configuration.md, which is up to date", () => {
    const text = projectFile("docs/configuration.md");
    expect(withConfigTable(text)).toBe(text);
  });

  it("keeps the line ends that `pulumi new` writes on Windows", () => {
    const text = projectFile("docs/configuration.md").replace(/\r?\n/g, "\r\n");
    expect(withConfigTable(text)).toBe(text);
  });

  it("writes a row for each key between the two lines, and keeps all else", () => {
    const lines = withConfigTable(`before\n${markers[0]}\nold\n${markers[1]}\nafter\n`).split("\n");
    expect(lines.slice(0, 5)).toEqual([
      "before",
      markers[0],
      "",
      "| Key | Default | What it does |",
      "| --- | --- | --- |",
    ]);
    expect(lines.slice(-4)).toEqual(["", markers[1], "after", ""]);
    expect(lines.slice(5, -4).map((line) => /^\| `(\w+)` \| `[^`]*` \| [^|]+ \|$/.exec(line)?.[1])).toEqual(
      Object.keys(configKeys),
    );
  });

  it("escapes what Markdown would read as a tag", () => {
    expect(withConfigTable(projectFile("docs/configuration.md"))).toContain("characters without &lt; &gt; % &");
  });

  it.each([
    ["has neither line", "text"],
    ["lacks the second line", markers[0]],
    ["has them the wrong way round", `${markers[1]}\n${markers[0]}`],
  ])("says which lines belong in a page that %s", (_what, text) => {
    expect(() => withConfigTable(text)).toThrow(`the page lacks the lines ${markers[0]} and ${markers[1]}`);
  });
});
