import { authorizationFunctions, authorizationModels } from "../../../simulator/azure/authorization";
import type { Inputs } from "../../../simulator/model";
import { answerOf, refusals } from "../helpers";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
const acrPull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
const acrPush = "8311e382-0749-4cb8-b61a-304f252e45ec";
const roleId = (role: string) => `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;

describe("a role assignment", () => {
  const right = {
    scope: `${subscription}/resourceGroups/lab`,
    roleDefinitionId: roleId(acrPull),
    principalId: "0a1b2c3d-0000-4000-8000-006f626a6563",
    principalType: "ServicePrincipal",
  };
  const of = (changes: Inputs = {}) =>
    refusals(authorizationModels, "azure-native:authorization:RoleAssignment", { ...right, ...changes });

  it("assigns the right to pull or to push", () => {
    expect(of()).toEqual([]);
    expect(of({ roleDefinitionId: roleId(acrPush) })).toEqual([]);
  });

  it("accepts GUIDs in capitals, as Azure does", () => {
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
  ])("is refused with the role %j, which is not a full id in this subscription", (roleDefinitionId) => {
    expect(of({ roleDefinitionId })).toEqual([
      `roleDefinitionId ${roleDefinitionId} is not /subscriptions/<this one>/providers/Microsoft.Authorization/roleDefinitions/<id>`,
    ]);
  });

  it.each(["lab-agentpool", "", "0a1b2c3d", undefined, `${right.principalId}0`])(
    "is refused for the principal %j, which is not an object id",
    (principalId) => {
      expect(of({ principalId })).toEqual([`principalId ${principalId} is not a GUID`]);
    },
  );

  it("is refused without principalType", () => {
    expect(of({ principalType: undefined })).toEqual([
      "without principalType Azure looks a new identity up, and may not find it yet",
    ]);
  });
});

describe("a custom role", () => {
  const type = "azure-native:authorization:RoleDefinition";
  const right = {
    scope: subscription,
    roleName: "Container lab: stop",
    assignableScopes: [subscription],
    permissions: [{ actions: ["Microsoft.Compute/virtualMachines/deallocate/action"] }],
  };
  const of = (changes: Inputs = {}) => refusals(authorizationModels, type, { ...right, ...changes });

  it("is accepted, and gets a GUID for a name", () => {
    expect(of()).toEqual([]);
    expect(answerOf(authorizationModels, type, right)).toEqual({
      id: expect.stringMatching(
        /^\/subscriptions\/[-0-9a-f]+\/providers\/Microsoft\.Authorization\/roleDefinitions\/[-0-9a-f]{36}$/,
      ),
      outputs: { name: expect.stringMatching(/^[-0-9a-f]{36}$/), createdOn: expect.stringMatching(/^2024-/) },
    });
  });

  it.each([["*"], ["*/read"], ["Microsoft.Resources/subscriptions/resourceGroups/delete"]])(
    "may allow %s",
    (action) => {
      expect(of({ permissions: [{ actions: [action] }] })).toEqual([]);
    },
  );

  it.each([[[]], [[{}]], [[{ actions: [], notActions: ["*"] }]]])("is refused with no action: %j", (permissions) => {
    expect(of({ permissions })).toEqual(["a role needs an action"]);
  });

  it("is refused with an action that is not one", () => {
    expect(of({ permissions: [{ actions: ["stop the cluster"] }] })).toEqual([
      '"stop the cluster" is not the name of an action',
    ]);
  });

  it("is refused without a scope, or in another one", () => {
    expect(of({ assignableScopes: [] })).toEqual(["a role needs a scope in which it can be assigned"]);
    expect(of({ assignableScopes: [`${subscription}/resourceGroups/lab`] })).toEqual([
      `the scope of a role is the first of its assignableScopes, not ${subscription}`,
    ]);
  });

  it.each([undefined, "", "x".repeat(513)])("is refused with the name %j", (roleName) => {
    expect(of({ roleName })).toEqual(["a role needs a name of 1 to 512 characters"]);
  });
});

describe("the account that rehearses", () => {
  it("has the subscription of the rehearsal, and three different ids", () => {
    const { subscriptionId, ...ids } = authorizationFunctions["azure-native:authorization:getClientConfig"]!({}, []);
    expect(subscriptionId).toBe("00000000-0000-0000-0000-000000000000");
    expect(Object.keys(ids).sort()).toEqual(["clientId", "objectId", "tenantId"]);
    expect(new Set(Object.values(ids)).size).toBe(3);
  });

  it("has a token that nobody could use", () => {
    expect(authorizationFunctions["azure-native:authorization:getClientToken"]!({}, [])).toEqual({
      token: "simulated",
    });
  });
});
