import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pictureOf } from "../../../../../cli/commands/plan/picture/boxes";
import { dotOf } from "../../../../../cli/commands/plan/picture/drawing";
import { planPage } from "../../../../../cli/commands/plan/picture/page";
import { rehearseWithCosts } from "../../../../../cli/commands/plan/plan";
import { type PlannedResource, type Rehearsal, rehearse } from "../../../../../cli/rehearse";
import { memoize } from "../../../../lab";
import { fakeContext, projectFolder, runCli } from "../../../harness";

const { context } = fakeContext(projectFolder(), {});
const rehearsed = memoize((stack: string, ...config: string[]) => rehearse(context, { stack, config, strict: true }));
const names = Array.from({ length: 30 }, (_, index) => `student${index}`);
const full = () =>
  rehearsed(
    "dev",
    `students=${JSON.stringify(names)}`,
    ...["windows=true", "endsAt=2027-01-29T18:00:00+09:00", "curfew={stopAt: 19:00, timeZone: Asia/Seoul}"],
    'budget={amount: 500, emails: ["instructor@example.com"], startDate: "2027-01-01"}',
  );

const withCosts = memoize((stack: string, ...config: string[]) =>
  rehearseWithCosts(context, { stack, config, hours: "3", "live-prices": false, currency: "USD" }),
);
const titles = (rehearsal: Rehearsal) => pictureOf(rehearsal).boxes.map(({ title, frame }) => [title, frame]);

describe("the picture of a plan", () => {
  it("has a box for each part of a whole lab on Azure, and one for all of its 30 students", async () => {
    const { boxes, frames } = pictureOf(await full());
    expect(boxes.map(({ title, frame }) => [title, frame])).toEqual([
      ["You", undefined],
      ["The class", undefined],
      ["Registry", "lab"],
      ["Nodes", "cluster"],
      ["Image", "lab"],
      ["Docker host", "lab"],
      ["IIS on Windows", "cluster"],
      ["Curfew", "lab"],
      ["Budget", "lab"],
      ["App", "cluster"],
      ["Students' spaces", "cluster"],
    ]);
    expect(frames.lab).toBe("Resource group on Azure, koreacentral");
    const spaces = boxes.at(-1)!;
    expect(spaces.folded).toEqual(names.slice(1));
    expect(spaces.lines[0]).toBe("30 × a namespace with quotas");
    expect(spaces.resources.filter(({ name }) => name.includes("student1"))).toEqual([]);
  });

  it("is the local lab's on Docker, whose class pushes to the registry only with students", async () => {
    const without = pictureOf(await rehearsed("local"));
    expect(without.frames.lab).toBe("Docker on this machine");
    expect(without.flows.filter(({ from }) => from === "class").map(({ to, label }) => [to, label])).toEqual([
      ["workload", "web"],
    ]);
    const withStudents = pictureOf(await rehearsed("local", "students=[kim]"));
    expect(withStudents.flows.filter(({ from }) => from === "class").map(({ to, label }) => [to, label])).toEqual([
      ["workload", "web"],
      ["students", "kubectl"],
      ["registry", "push, pull"],
    ]);
  });

  it("has the parts of a fork by their own names, and no more than a dozen boxes", async () => {
    const rehearsal = await rehearsed("local");
    const lab = rehearsal.plan.resources.find(({ parent }) => parent === null)!;
    const part = (name: string): PlannedResource => ({
      ...lab,
      urn: `${lab.urn}/${name}`,
      type: "lab:own:Part",
      name,
      parent: lab.urn,
    });
    const withParts = (count: number): Rehearsal => {
      const parts = Array.from({ length: count }, (_, index) => part(`part${index}`));
      return { ...rehearsal, plan: { ...rehearsal.plan, resources: [...rehearsal.plan.resources, ...parts] } };
    };
    expect(titles(withParts(1))).toContainEqual(["part0", "lab"]);
    expect(pictureOf(withParts(5)).boxes).toHaveLength(12);
    const many = pictureOf(withParts(7)).boxes;
    expect(many).toHaveLength(12);
    expect(many.at(-1)).toMatchObject({ title: "3 more parts", lines: ["part4", "part5", "part6"] });
  });

  it("draws no flow to a part that is not there", async () => {
    for (const rehearsal of [await full(), await rehearsed("dev", "dockerHost=false"), await rehearsed("local")]) {
      const { boxes, flows } = pictureOf(rehearsal);
      const there = boxes.map(({ id }) => id);
      expect(flows.flatMap(({ from, to }) => [from, to]).filter((id) => !there.includes(id))).toEqual([]);
    }
  });

  it("keeps quotes and backslashes of names out of Graphviz' language", () => {
    const box = { id: 'a"b', title: 'say "\\"', lines: [], frame: undefined, resources: [], folded: [] };
    expect(dotOf({ frames: { lab: "", cluster: "" }, boxes: [box], flows: [] })).toContain(
      '"a\\"b" [label="say \\"\\\\\\"", class="box people", tooltip="say \\"\\\\\\""];',
    );
  });
});

describe("the page of a plan", () => {
  it("needs nothing else, shows no secret, and leads from each box to its properties", async () => {
    const page = await planPage(await full());
    expect(page).not.toMatch(/<script|<link|<img|src=|url\(|Simulated-/);
    expect(page).toContain("[secret]");
    const links = [...page.matchAll(/xlink:href="#([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(links).size).toBe(9);
    for (const id of links) expect(page).toContain(`id="${id}"`);
  });

  it("tells about costs and what is open only of a lab on Azure", async () => {
    const headings = (page: string) => [...page.matchAll(/<h2>([^<]+)</g)].map(([, title]) => title);
    const students = "students=[kim]";
    expect(headings(await planPage(await withCosts("dev", students)))).toEqual([
      "In short",
      "Capacity",
      "Costs",
      "Open to",
      "Parts",
    ]);
    expect(headings(await planPage(await withCosts("local", students)))).toEqual(["In short", "Capacity", "Parts"]);
  });

  it("is written over an older one, as a whole", async () => {
    const { code, stderr, folder } = await runCli({ args: ["plan", "--html", "lab.html"] });
    expect({ code, stderr }).toEqual({ code: 0, stderr: `The lab's picture is in ${join(folder, "lab.html")}.\n` });
    expect(readFileSync(join(folder, "lab.html"), "utf8")).toContain("</svg>");
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it.each([
    ["README.md", "the name must end in .html, such as lab.html."],
    [".", "that is a folder. Name a file."],
    ["Pulumi.yaml/lab.html", /^there is no folder .*Pulumi\.yaml\.$/],
    ["nowhere/lab.html", /^there is no folder .*nowhere\.$/],
  ])("is not written to %s", async (file, message) => {
    const { code, stdout, stderr, folder } = await runCli({ args: ["plan", "--html", file] });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trim().replace(`--html ${file}: `, "")).toEqual(
      typeof message === "string" ? message : expect.stringMatching(message),
    );
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
  });
});
