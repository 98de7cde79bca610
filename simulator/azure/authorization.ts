import { type Inputs, type ResourceModel, faultsOf } from "../model";
import { groupId, guid, nameFaults, nameOf, subscriptionId } from "./arm";

/** Built-in roles that the lab may give away (Learn, "Azure built-in roles"). Another role must be the lab's own. */
export const builtInRoles: Record<string, string> = {
  "7f951dda-4ed3-4680-a7ca-43fe172d538d": "AcrPull",
  "8311e382-0749-4cb8-b61a-304f252e45ec": "AcrPush",
};

const isGuid = (text: unknown) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(text));

/** `authorization.getClientConfig` */
export function clientConfig(): Inputs {
  return {
    subscriptionId,
    tenantId: guid("00000000", "tenant"),
    clientId: guid("00000000", "client"),
    objectId: guid("00000000", "object"),
  };
}

/** `authorization.getClientToken` */
export function clientToken(): Inputs {
  return { token: "simulated" };
}

const groupModel = { nameProperty: "resourceGroupName", nameRule: /^[-\p{L}\p{N}_.()]{0,89}[-\p{L}\p{N}_()]$/u };

export const authorizationModels: Record<string, ResourceModel> = {
  "azure-native:resources:ResourceGroup": {
    create(request) {
      const name = nameOf(groupModel, request);
      return { id: groupId(name), outputs: { name } };
    },
    check: (inputs, answer) => [
      ...nameFaults(groupModel, answer),
      ...faultsOf([inputs["location"] === undefined, "a resource group needs a location"]),
    ],
  },
  "azure-native:authorization:RoleAssignment": {
    create({ inputs, randomSuffix }) {
      const name = (inputs["roleAssignmentName"] as string | undefined) ?? guid(randomSuffix, "role");
      return { id: `${inputs["scope"]}/providers/Microsoft.Authorization/roleAssignments/${name}`, outputs: { name } };
    },
    check: roleFaults,
  },
};

function roleFaults({ roleDefinitionId, principalId, principalType }: Inputs): string[] {
  const [, subscription] =
    /^\/subscriptions\/([^/]+)\/providers\/Microsoft\.Authorization\/roleDefinitions\/[^/]+$/.exec(roleDefinitionId) ??
    [];
  return faultsOf(
    [
      subscription !== subscriptionId,
      `roleDefinitionId ${roleDefinitionId} is not /subscriptions/<this one>/providers/Microsoft.Authorization/roleDefinitions/<id>`,
    ],
    [!isGuid(principalId), `principalId ${principalId} is no GUID`],
    [principalType === undefined, "without principalType Azure looks a new identity up, and may not find it yet"],
  );
}
