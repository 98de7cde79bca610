import { requirementText, requirementsOf, selects } from "../../../simulator/kubernetes/selectors";

const labels = { app: "web", tier: "front" };
const by = (operator: string, key: string, ...values: string[]) => ({ matchExpressions: [{ key, operator, values }] });

describe("a label selector", () => {
  it.each([
    [{}, true],
    [{ matchLabels: { app: "web" } }, true],
    [{ matchLabels: { app: "web", tier: "back" } }, false],
    [{ matchLabels: { zone: "1" } }, false],
    [by("In", "app", "api", "web"), true],
    [by("In", "app", "api"), false],
    [by("In", "zone", "1"), false],
    [by("NotIn", "app", "api"), true],
    [by("NotIn", "app", "api", "web"), false],
    [by("NotIn", "zone", "1"), true],
    [by("Exists", "app"), true],
    [by("Exists", "zone"), false],
    [by("DoesNotExist", "zone"), true],
    [by("DoesNotExist", "app"), false],
    [by("in", "app", "web"), false],
    [{ ...by("Exists", "tier"), matchLabels: { app: "api" } }, false],
  ])("%j selects what has app=web and tier=front: %p", (selector, expected) => {
    expect(selects(selector, labels)).toBe(expected);
  });

  it("is written as in kubectl", () => {
    const text = (selector: object) => requirementsOf(selector).map(requirementText);
    expect(text({ matchLabels: { app: "web" }, ...by("NotIn", "tier", "test", "old") })).toEqual([
      "app=web",
      "tier NotIn (test, old)",
    ]);
    expect(text(by("Exists", "tier"))).toEqual(["tier Exists"]);
  });
});
