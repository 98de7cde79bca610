import { registryIn } from "../../../cli/exercises/values";
import { registryAnnotation } from "../../../facts/labels";

describe("registryIn", () => {
  it.each([
    ["the lab's registry", { [registryAnnotation]: "r" }, "r"],
    ["other annotations", { other: "x" }, undefined],
    ["no annotations", undefined, undefined],
  ])("reads it from a quota with %s", (_what, annotations, registry) => {
    const metadata = { name: "student", ...(annotations && { annotations }) };
    expect(registryIn({ quotas: [{ metadata: { name: "no-claims" } }, { metadata }] })).toBe(registry);
  });
});
