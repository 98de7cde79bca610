import * as authorization from "@pulumi/azure-native/authorization";
import * as containerregistry from "@pulumi/azure-native/containerregistry";
import type * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import type { PushCredentials, Registry } from "../target";
import { grant, roleId, subscription } from "./roles";
import { exchangeToken, registryAudience, tokenUser } from "./tokenExchange";

/** Azure's id of the built-in role AcrPull (Learn, "Azure built-in roles"). */
const acrPull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";

export interface AzureRegistryArgs {
  /** Where the registry stands. */
  resourceGroup: resources.ResourceGroup;
  tags: Record<string, string>;
}

/**
 * An Azure container registry (Basic: 10 GiB of images, about 0.007 USD an hour) without an admin user. Who pushes or
 * pulls is known to Microsoft Entra: the deployer by a token of a few hours, nodes and host by their managed identities.
 */
export class AzureRegistry extends pulumi.ComponentResource implements Registry {
  /** Login server, such as `lab1a2b3c4d.azurecr.io`. */
  readonly server: pulumi.Output<string>;
  readonly replaceWith: pulumi.Resource;
  private readonly registryId: pulumi.Output<string>;
  private readonly pullRole: pulumi.Output<string>;

  constructor(name: string, args: AzureRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:azure:Registry", name, {}, opts);

    const registry = new containerregistry.Registry(
      name,
      {
        resourceGroupName: args.resourceGroup.name,
        location: args.resourceGroup.location,
        sku: { name: containerregistry.SkuName.Basic },
        adminUserEnabled: false,
        tags: args.tags,
      },
      { parent: this },
    );

    this.server = registry.loginServer;
    this.replaceWith = registry;
    this.registryId = registry.id;
    this.pullRole = roleId(subscription(this), acrPull);
    this.registerOutputs({ server: this.server });
  }

  /**
   * Lets a managed identity pull.
   *
   * @param name Logical name of the role assignment.
   * @param principalId **Object** id of the identity.
   */
  grantPull(
    name: string,
    principalId: pulumi.Input<string>,
    opts?: pulumi.CustomResourceOptions,
  ): authorization.RoleAssignment {
    return grant(
      name,
      { scope: this.registryId, principalId, roleDefinitionId: this.pullRole },
      { parent: this, ...opts },
    );
  }

  /** Signs the deployer in for a push. A preview pushes nothing, so it asks for no token. */
  pushCredentials(): PushCredentials {
    return { server: this.server, username: pulumi.output(tokenUser), password: this.refreshToken() };
  }

  private refreshToken(): pulumi.Output<string> {
    if (pulumi.runtime.isDryRun()) return pulumi.secret("");
    const { token } = authorization.getClientTokenOutput({ endpoint: registryAudience }, { parent: this });
    const onRetry = (reason: string) => void pulumi.log.info(reason, this, undefined, true);
    return pulumi.secret(
      pulumi
        .all([this.server, token])
        .apply(([server, accessToken]) => exchangeToken({ server, accessToken, onRetry })),
    );
  }
}
