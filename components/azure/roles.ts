import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { requireOutput } from "../requireOutput";

/** The subscription that the lab is made in, as a scope. */
export function subscription(parent: pulumi.Resource): pulumi.Output<string> {
  const { subscriptionId } = authorization.getClientConfigOutput({ parent });
  return pulumi.interpolate`/subscriptions/${subscriptionId}`;
}

/** The full id of a role, as an assignment requires it. */
export function roleId(subscription: pulumi.Input<string>, role: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
}

/** What a managed identity may do, and where. */
export interface Grant {
  /** Id of the resource or resource group to which the right applies. */
  scope: pulumi.Input<string>;
  /** **Object** id of the identity. Azure would accept its client id, and then answer every use of the right with a 401. */
  principalId: pulumi.Input<string>;
  /** From `roleId`. */
  roleDefinitionId: pulumi.Input<string>;
}

export function createRoleAssignment(
  name: string,
  grant: Grant,
  opts: pulumi.CustomResourceOptions,
): authorization.RoleAssignment {
  return new authorization.RoleAssignment(
    name,
    {
      ...grant,
      // Without it Azure looks the new identity up, and may not find it yet.
      principalType: authorization.PrincipalType.ServicePrincipal,
    },
    opts,
  );
}

/**
 * Object id of a resource's own identity. Take it from what Azure answers when it is asked for the resource by name, not from the
 * resource's outputs: in a preview, azure-native knows none of these of a resource that is about to change, and would show every
 * role assignment as replaced.
 *
 * @param owner Names the resource in the error, such as `the Docker host`.
 */
export function principalOf(
  resource: pulumi.Output<{ readonly identity?: { readonly principalId: string } }>,
  owner: string,
): pulumi.Output<string> {
  return resource.apply(({ identity }) =>
    requireOutput(identity?.principalId, `Azure has not reported an identity for ${owner} yet`),
  );
}
