import { namePrefix } from "../../../components/local/names";

describe("the prefix of the names on Docker", () => {
  it.each([
    ["azure-container-lab", "lab"],
    ["petshop", "petshop"],
    ["Kim_School.Lab-2027", "kim-school-lab-2027"],
    ["_.", "lab"],
    ["a-container-lab-for-the-class-of-2027", "a-container-lab-for-the-class"],
  ])("of the project %s is %s", (project, prefix) => {
    expect(namePrefix(project)).toBe(prefix);
  });
});
