import { allowanceOf } from "../../../cli/doctor/permissions";

const write = "Microsoft.Authorization/roleAssignments/write";
const role = (actions: string[], notActions: string[] = [], condition?: string) => ({ actions, notActions, condition });

/** As the built-in roles have them (Learn, "Azure built-in roles"). */
const owner = role(["*"]);
const contributor = role(
  ["*"],
  [
    "Microsoft.Authorization/*/Delete",
    "Microsoft.Authorization/*/Write",
    "Microsoft.Blueprint/blueprintAssignments/write",
  ],
);
const accessAdministrator = role(["*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"]);

describe("the right to an action", () => {
  it.each([
    ["no role", [], "no"],
    ["Owner", [owner], "yes"],
    ["Contributor, whose notActions take it", [contributor], "no"],
    ["Contributor and User Access Administrator, which add up", [contributor, accessAdministrator], "yes"],
    ["Reader", [role(["*/read"])], "no"],
    ["a role that names it, in another case", [role(["microsoft.authorization/ROLEASSIGNMENTS/write"])], "yes"],
    ["a role with the wildcard within", [role(["Microsoft.*/roleAssignments/*"])], "yes"],
    [
      "a role for the same word elsewhere",
      [role(["Microsoft.Authorization/roleAssignments/write/x", "x/Microsoft.Authorization/roleAssignments/write"])],
      "no",
    ],
    ["a role whose dot is no wildcard", [role(["MicrosoftxAuthorization/roleAssignments/write"])], "no"],
    ["a role with a condition", [role(["*"], [], "((!(ActionMatches{'x'})))")], "conditional"],
    ["one with a condition, and one without", [role(["*"], [], "((x))"), owner], "yes"],
  ])("of %s", (_who, permissions, allowance) => {
    expect(allowanceOf(write, permissions)).toBe(allowance);
  });
});
