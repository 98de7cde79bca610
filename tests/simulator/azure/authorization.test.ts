import { authorizationModels, clientConfig, clientToken } from "../../../simulator/azure/authorization";
import type { Inputs } from "../../../simulator/model";
import { refusals } from "../helpers";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
const acrPull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
const acrPush = "8311e382-0749-4cb8-b61a-304f252e45ec";
const roleId = (role: string) => `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;

describe("a resource group", () => {
  const of = (inputs: Inputs) => refusals(authorizationModels, "azure-native:resources:ResourceGroup", inputs);

  it("needs a location and nothing else", () => {
    expect(of({ location: "koreacentral" })).toEqual([]);
    expect(of({})).toEqual(["a resource group needs a location"]);
  });
});

describe("a role assignment", () => {
  const right = {
    scope: `${subscription}/resourceGroups/lab`,
    roleDefinitionId: roleId(acrPull),
    principalId: "0a1b2c3d-0000-4000-8000-006f626a6563",
    principalType: "ServicePrincipal",
  };
  const of = (changes: Inputs = {}) =>
    refusals(authorizationModels, "azure-native:authorization:RoleAssignment", { ...right, ...changes });

  it("gives away the right to pull or to push", () => {
    expect(of()).toEqual([]);
    expect(of({ roleDefinitionId: roleId(acrPush) })).toEqual([]);
  });

  it("takes GUIDs in capitals too, as Azure does", () => {
    expect(of({ roleDefinitionId: roleId(acrPull.toUpperCase()) })).toEqual([]);
    expect(of({ principalId: right.principalId.toUpperCase() })).toEqual([]);
  });

  it.each([
    acrPull,
    "AcrPull",
    `/providers/Microsoft.Authorization/roleDefinitions/${acrPull}/more`,
    `/subscriptions/11111111-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/${acrPull}`,
    `/subscriptions/undefined/providers/Microsoft.Authorization/roleDefinitions/${acrPull}`,
    undefined,
  ])("names its role by the full id in this subscription, not by %j", (roleDefinitionId) => {
    expect(of({ roleDefinitionId })).toEqual([
      `roleDefinitionId ${roleDefinitionId} is not /subscriptions/<this one>/providers/Microsoft.Authorization/roleDefinitions/<id>`,
    ]);
  });

  it.each(["lab-agentpool", "", "0a1b2c3d", undefined, `${right.principalId}0`])(
    "is to an object id, not to %j",
    (principalId) => {
      expect(of({ principalId })).toEqual([`principalId ${principalId} is no GUID`]);
    },
  );

  it("says what kind its principal is of", () => {
    expect(of({ principalType: undefined })).toEqual([
      "without principalType Azure looks a new identity up, and may not find it yet",
    ]);
  });
});

describe("the account that rehearses", () => {
  it("has the subscription of the rehearsal, and three ids that are not one another's", () => {
    const { subscriptionId, ...ids } = clientConfig();
    expect(subscriptionId).toBe("00000000-0000-0000-0000-000000000000");
    expect(Object.keys(ids).sort()).toEqual(["clientId", "objectId", "tenantId"]);
    expect(new Set(Object.values(ids)).size).toBe(3);
  });

  it("has a token that nobody could use", () => {
    expect(clientToken()).toEqual({ token: "simulated" });
  });
});
