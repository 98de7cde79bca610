import { models } from "../../../simulator/catalog";
import { refusals } from "../helpers";

const group = "azure-native:resources:ResourceGroup";
const network = "azure-native:network:PublicIPAddress";
const of = (tags: Record<string, unknown>, type = network) =>
  refusals(models, type, { resourceGroupName: "lab", location: "koreacentral", tags });

describe("the tags of an Azure resource", () => {
  it("may be fifty, with any text for a value", () => {
    const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, "<a/b> & 100%"]));
    expect(of(fifty)).toEqual([]);
    expect(of({ ...fifty, more: "x" })).toEqual(["it has 51 tags, and Azure takes 50"]);
  });

  it.each([
    [{ "a/b": "x" }, "the name of its tag a/b has a sign that Azure refuses"],
    [{ WindowsX: "x" }, "the name of its tag WindowsX starts with a word that Azure reserves"],
    [{ Course: "x", course: "y" }, "two of its tags have the name course, but for case"],
    [{ course: "x".repeat(257) }, "the value of its tag course is not a text of up to 256 characters"],
    [{ course: 7 }, "the value of its tag course is not a text of up to 256 characters"],
    [{ ["x".repeat(513)]: "x" }, `its tag ${"x".repeat(20)}… has no name of 1 to 512 characters`],
  ])("may not be %j", (tags, fault) => {
    expect(of(tags)).toEqual([fault]);
    expect(of(tags, group)).toEqual([fault]);
  });
});
