import { configKeys } from "../../config/keys";
import { read, refusal } from "./read";

const most = 30;
const tagsOf = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, "x"]));

function faultsOf(tags: unknown) {
  return refusal({ tags: JSON.stringify(tags) }).faults;
}

describe("readConfig of tags", () => {
  it.each([
    ["Owner", "the lab itself has the tag owner"],
    ["ENDSAT", "the lab itself has the tag endsAt"],
    ["lab", "the lab itself has the tag lab"],
    ["a<b", "a tag's name cannot contain <"],
    ["R&D", "a tag's name cannot contain &"],
    ["a\\b", "a tag's name cannot contain \\"],
    ["a/b", "a tag's name cannot contain /"],
    ["Microsoft.x", "names that start with microsoft are reserved"],
    ["azureTag", "names that start with azure are reserved"],
    ["windows", "names that start with windows are reserved"],
    ["", "a tag's name has 1 to 512 characters"],
    ["x".repeat(513), "a tag's name has 1 to 512 characters"],
  ])("refuses the name %j, and proposes to remove it alone", (name, problem) => {
    expect(faultsOf({ course: "containers", [name]: "x" })).toEqual([
      {
        key: `tags.${name}`,
        value: "x",
        problem,
        allowed: configKeys.tags.allowed,
        fix: {
          action: "setObject",
          key: "tags",
          value: { course: "containers" },
          members: [{ action: "unset", key: name }],
        },
      },
    ]);
  });

  it("refuses a second name that differs in case only", () => {
    expect(faultsOf({ Course: "a", course: "b" }).map(({ key, problem }) => [key, problem])).toEqual([
      ["tags.course", "Azure takes it for the same name as Course"],
    ]);
  });

  it.each([["x".repeat(257)], [null], [["a"]], [{ a: 1 }]])("refuses the value %j", (value) => {
    expect(faultsOf({ course: value })).toMatchObject([
      { key: "tags.course", allowed: "any text of up to 256 characters", fix: { value: {} } },
    ]);
  });

  it("accepts names of other objects' properties, and values of 256 characters", () => {
    const tags = JSON.parse(`{"constructor":"a","toString":"${"x".repeat(256)}"}`) as Record<string, string>;
    expect(read({ tags: JSON.stringify(tags) }).tags).toEqual(tags);
  });

  it(`accepts ${most} tags, and names each that is too many`, () => {
    expect(read({ tags: JSON.stringify(tagsOf(most)) }).tags).toEqual(tagsOf(most));
    expect(faultsOf(tagsOf(most + 2)).map(({ key, problem }) => [key, problem])).toEqual(
      [most, most + 1].map((index) => [`tags.t${index}`, `it is one more than ${most} tags`]),
    );
  });

  it("removes what is not an object", () => {
    expect(faultsOf(["course"])).toEqual([
      {
        key: "tags",
        value: '["course"]',
        problem: "it is not an object",
        allowed: configKeys.tags.allowed,
        fix: { action: "setObject", key: "tags", value: {}, members: [], replace: true },
      },
    ]);
  });

  it("says all of it in one error, with a command for each", () => {
    expect(refusal({ tags: '{"R&D":"x","a.b":"y","lab":"z"}' }).message).toBe(
      `The configuration has 2 faults. Nothing was made.

  tags.R&D is "x": a tag's name cannot contain &
    allowed: ${configKeys.tags.allowed}
    to fix: in Pulumi.dev.yaml, write tags: {"a.b":"y"}

  tags.lab is "z": the lab itself has the tag lab
    allowed: ${configKeys.tags.allowed}
    to fix: npm run pulumi -- config rm --path tags.lab --stack dev`,
    );
  });
});
