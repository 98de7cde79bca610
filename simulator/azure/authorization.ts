import type * as authorization from "@pulumi/azure-native/authorization";
import type { Unwrap } from "@pulumi/pulumi";
import { type Inputs, type ProviderFunction, type ResourceModel, faultsOf, typedModel } from "../model";
import { guid, subscriptionId } from "./arm";

/** Built-in roles that the lab may assign (Learn, "Azure built-in roles"). Another role must be the lab's own. */
export const builtInRoles: Record<string, string> = {
  "7f951dda-4ed3-4680-a7ca-43fe172d538d": "AcrPull",
  "8311e382-0749-4cb8-b61a-304f252e45ec": "AcrPush",
};

/** Long ago: nobody waits until a role of the rehearsal is known everywhere. */
const createdOn = "2024-01-01T00:00:00.0000000Z";

const isGuid = (text: unknown) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(text));

/** The account that rehearses. */
export function clientConfig(): Inputs {
  return {
    subscriptionId,
    tenantId: guid("00000000", "tenant"),
    clientId: guid("00000000", "client"),
    objectId: guid("00000000", "object"),
  };
}

export const authorizationFunctions: Record<string, ProviderFunction> = {
  "azure-native:authorization:getClientConfig": clientConfig,
  "azure-native:authorization:getClientToken": () => ({ token: "simulated" }),
};

export const authorizationModels: Record<string, ResourceModel> = {
  "azure-native:authorization:RoleAssignment": typedModel<authorization.RoleAssignmentArgs>({
    create({ inputs, randomSuffix }) {
      const name = inputs.roleAssignmentName ?? guid(randomSuffix, "role");
      return { id: `${inputs.scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, outputs: { name } };
    },
    check: assignmentFaults,
  }),
  "azure-native:authorization:RoleDefinition": typedModel<authorization.RoleDefinitionArgs>({
    create({ inputs, randomSuffix }) {
      const name = inputs.roleDefinitionId ?? guid(randomSuffix, "role");
      const id = `${inputs.scope}/providers/Microsoft.Authorization/roleDefinitions/${name}`;
      return { id, outputs: { name, createdOn } };
    },
    check: roleDefinitionFaults,
  }),
};

function assignmentFaults({
  roleDefinitionId,
  principalId,
  principalType,
}: Unwrap<authorization.RoleAssignmentArgs>): string[] {
  const [, subscription] =
    /^\/subscriptions\/([^/]+)\/providers\/Microsoft\.Authorization\/roleDefinitions\/[^/]+$/.exec(roleDefinitionId) ??
    [];
  return faultsOf(
    [
      subscription !== subscriptionId,
      `roleDefinitionId ${roleDefinitionId} is not /subscriptions/<this one>/providers/Microsoft.Authorization/roleDefinitions/<id>`,
    ],
    [!isGuid(principalId), `principalId ${principalId} is not a GUID`],
    [principalType === undefined, "without principalType Azure looks a new identity up, and may not find it yet"],
  );
}

function roleDefinitionFaults({
  scope,
  roleName,
  permissions = [],
  assignableScopes = [],
}: Unwrap<authorization.RoleDefinitionArgs>): string[] {
  const actions = permissions.flatMap(({ actions = [], dataActions = [] }) => [...actions, ...dataActions]);
  return [
    ...faultsOf(
      [!/^[^\n]{1,512}$/.test(roleName ?? ""), "a role needs a name of 1 to 512 characters"],
      [actions.length === 0, "a role needs an action"],
      [assignableScopes.length === 0, "a role needs a scope in which it can be assigned"],
      [
        assignableScopes.length > 0 && scope !== assignableScopes[0],
        `the scope of a role is the first of its assignableScopes, not ${scope}`,
      ],
    ),
    ...actions
      .filter((action) => !/^(?:\*|[A-Za-z]+\.[A-Za-z]+)\/[A-Za-z*/]+$/.test(action) && action !== "*")
      .map((action) => `${JSON.stringify(action)} is not the name of an action`),
  ];
}
