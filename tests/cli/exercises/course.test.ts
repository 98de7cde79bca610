import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkKinds } from "../../../cli/exercises/kinds";
import { leadingTo, loadCourse, portsOf, repositoriesOf, roomOf } from "../../../cli/exercises/load";
import { placeholdersIn } from "../../../cli/exercises/placeholders";
import { valuesIn } from "../../../cli/exercises/values";
import { copyTracked } from "../../tracked";
import { root, temporaryFolder } from "../harness";
import { emptySpace } from "./objects";

const course = loadCourse(root);
const values = valuesIn(emptySpace, "kim", "localhost:5001", 4);

/** A project whose exercises are these files. */
function withExercises(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "exercises"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "exercises", name), text);
  return folder;
}

const exercise = (id: string, more: object = {}) =>
  JSON.stringify({
    id,
    ...{ title: { en: "Pull", ko: "받기" }, goal: { en: "Pull it.", ko: "받습니다." } },
    ...{
      checks: [{ kind: "image-present", image: "nginx" }],
      solve: ["docker pull nginx"],
      undo: ["docker rmi nginx"],
    },
    ...more,
  });

describe("the course", () => {
  it("follows the lessons: own Docker, registry, cluster", () => {
    expect(course.exercises.map((one) => `${roomOf(one)} ${one.id}`)).toEqual([
      ...["docker pull", "docker run", "docker remove", "docker compose", "login login", "registry push"],
      ...["nodes", "deploy", "expose", "scale", "update", "undo", "delete"].map((id) => `space ${id}`),
    ]);
  });

  it("has in each exercise checks that look at one place", () => {
    for (const { checks } of course.exercises) {
      expect(new Set(checks.map(({ kind }) => checkKinds[kind].room)).size).toBe(1);
    }
  });

  it("uses no placeholder without a value", () => {
    const used = course.exercises.flatMap(({ goal, checks, solve, undo }) =>
      placeholdersIn(JSON.stringify([goal, checks, solve, undo])),
    );
    expect([...new Set(used)].sort()).toEqual(Object.keys(values).sort());
  });

  it("says the same in both languages: each text has the same placeholders and commands", () => {
    const pairs = [
      ...course.exercises.flatMap(({ goal }) => [goal]),
      ...Object.values(course.hints).flatMap((hints) => Object.values(hints)),
    ];
    for (const { en, ko } of pairs) {
      expect(new Set(placeholdersIn(ko))).toEqual(new Set(placeholdersIn(en)));
      const programs = (text: string) => [...text.matchAll(/`(?:docker|kubectl) \w+/g)].map(([one]) => one).sort();
      expect(programs(ko)).toEqual(programs(en));
    }
  });

  it("knows what leads to an exercise, where pages answer, and what is pushed", () => {
    const last = course.exercises.at(-1)!;
    const ids = ["login", "push", "deploy", "expose", "scale", "update", "undo"];
    expect(leadingTo(course, last).map(({ id }) => id)).toEqual(ids);
    expect(portsOf(course)).toEqual([8081]);
    expect(repositoriesOf(course, values)).toEqual(["kim/web"]);
  });
});

describe("the public image of the exercises", () => {
  it.each([
    ["lab1.azurecr.io", "lab1.azurecr.io/library"],
    ["localhost:5001", "public.ecr.aws/docker/library"],
    ["127.0.0.1:5001", "public.ecr.aws/docker/library"],
    [undefined, "public.ecr.aws/docker/library"],
  ])("comes, with the registry %s, from %s", (registry, source) => {
    expect(valuesIn(emptySpace, "kim", registry, 4)["sample"]).toMatch(new RegExp(`^${source}/nginx:\\d`));
  });
});

it("the docs name the images that a class pulls the day before, as the exercises do", () => {
  const compose = readFileSync(join(root, "host/compose.yaml"), "utf8").matchAll(/\{LAB_IMAGES:[^}]*\}\/(\S+)/g);
  const named = readFileSync(join(root, "docs/class.md"), "utf8").matchAll(
    /^docker pull \$REGISTRY\/library\/(\S+)$/gm,
  );
  const sample = valuesIn(emptySpace, "kim", undefined, 4)["sample"]!.split("/").at(-1);
  expect([...named].map(([, image]) => image)).toEqual([sample, ...[...compose].map(([, image]) => image)]);
});

describe("loadCourse", () => {
  it.each<[string, Record<string, string>, string]>([
    [
      "two exercises of one name",
      { "01-a.yaml": exercise("a"), "02-b.yaml": exercise("a") },
      "02-b.yaml, id: a is another exercise's, too.",
    ],
    [
      "a predecessor that comes later",
      { "01-a.yaml": exercise("a", { after: "b" }) },
      "01-a.yaml, after: no earlier exercise is b.",
    ],
    [
      "a missing translation",
      { "01-a.yaml": exercise("a", { title: { en: "A" } }) },
      "01-a.yaml, title.ko: Invalid input: expected string, received undefined.",
    ],
    [
      "a command for a shell",
      { "01-a.yaml": exercise("a", { solve: ["docker ps | cat"] }) },
      "01-a.yaml, solve.0: a command is docker, kubectl or sh with words that no shell changes.",
    ],
    ["an unknown property", { "01-a.yaml": exercise("a", { hint: "?" }) }, '01-a.yaml: Unrecognized key: "hint".'],
  ])("refuses %s, and says where", (_fault, files, message) => {
    expect(() => loadCourse(withExercises(files))).toThrow(`exercises/${message}`);
  });

  it("refuses what is not YAML, and says in which line", () => {
    const folder = withExercises({ "01-a.yaml": exercise("a") });
    writeFileSync(join(folder, "exercises", "01-a.yaml"), "id: a\nchecks: [\n");
    expect(() => loadCourse(folder)).toThrow(
      /^exercises\/01-a\.yaml: Flow sequence in block collection must .* at line 3, column 1\.$/,
    );
  });

  it("refuses a kind of check that nobody knows, and parameters of another kind", () => {
    for (const check of [
      { kind: "image-gone", image: "x" },
      { kind: "image-present", name: "x" },
    ]) {
      expect(() => loadCourse(withExercises({ "01-a.yaml": exercise("a", { checks: [check] }) }))).toThrow(
        "exercises/01-a.yaml, checks.0: Invalid input.",
      );
    }
  });

  it("refuses hints that leave out a way", () => {
    const folder = temporaryFolder();
    copyTracked("exercises", join(folder, "exercises"));
    const hints = join(folder, "exercises", "hints.yaml");
    writeFileSync(hints, readFileSync(hints, "utf8").replace(/^ {2}rolling-out:\r?\n.*\r?\n.*\r?\n/m, ""));
    expect(() => loadCourse(folder)).toThrow("exercises/hints.yaml, deployment-ready.rolling-out: Invalid input");
  });
});
