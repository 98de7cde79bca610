import * as authorization from "@pulumi/azure-native/authorization";
import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import type { Student } from "../../config/students";
import { mostRegistryTokens, registryTiers } from "../../facts/azure/registry";
import { acrPull } from "../../facts/azure/roles";
import { officialImages } from "../../facts/images";
import type { PushCredentials, Registry } from "../target";
import { type LabGroup, commonInputs } from "./labGroup";
import { createRoleAssignment, roleId, subscription } from "./roles";
import { StudentRepositories } from "./studentRepositories";
import { exchangeToken, registryAudience, tokenUser } from "./tokenExchange";

export interface AzureRegistryArgs extends LabGroup {
  /** Each gets a part of it. @default nobody */
  readonly students?: readonly Student[];
}

/**
 * An Azure container registry (Basic: 10 GiB of images, about 0.007 USD an hour) without an admin user. Microsoft Entra knows
 * who pushes or pulls: the deployer by a token of a few hours, nodes and host by their managed identities. Students have tokens
 * of the registry's own.
 */
export class AzureRegistry extends pulumi.ComponentResource implements Registry {
  /** Login server, such as `lab1a2b3c4d.azurecr.io`. */
  readonly server: pulumi.Output<string>;
  readonly replaceWith: pulumi.Resource;
  readonly registryId: pulumi.Output<string>;
  private readonly pullRole: pulumi.Output<string>;

  constructor(name: string, args: AzureRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:azure:Registry", name, {}, opts);

    const { students = [], ...group } = args;
    const registry = new containerregistry.Registry(
      name,
      {
        ...commonInputs(group),
        sku: { name: tierFor(students.length) },
        adminUserEnabled: false,
      },
      { parent: this },
    );

    this.createImageCache(`${name}-images`, group, registry);
    const { resourceGroup } = group;
    for (const student of students) {
      new StudentRepositories(student.label, { resourceGroup, registry, student }, { parent: this });
    }
    // Asked for by name: of a registry that is about to change, a preview knows no outputs, and would show the image as changed.
    this.server = containerregistry.getRegistryOutput(
      { resourceGroupName: group.resourceGroup.name, registryName: registry.name },
      { parent: this },
    ).loginServer;
    this.replaceWith = registry;
    this.registryId = registry.id;
    this.pullRole = roleId(subscription(this), acrPull);
    this.registerOutputs({ server: this.server });
  }

  /**
   * `<registry>/library/nginx` is Docker's official nginx, and so are all others of these images. Docker Hub counts a class behind
   * one address as one visitor, and wants credentials of a cache; Amazon's public registry has the same images, and wants none.
   */
  private createImageCache(name: string, { resourceGroup }: LabGroup, registry: containerregistry.Registry): void {
    new containerregistry.CacheRule(
      name,
      {
        resourceGroupName: resourceGroup.name,
        registryName: registry.name,
        cacheRuleName: "official-images",
        sourceRepository: `${officialImages}/*`,
        targetRepository: "library/*",
      },
      { parent: this },
    );
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
    return createRoleAssignment(
      name,
      { scope: this.registryId, principalId, roleDefinitionId: this.pullRole },
      { parent: this, ...opts },
    );
  }

  /** Signs the deployer in for a push. A preview pushes nothing, so it does not request a token. */
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

/** The cheapest tier that holds a token for each of so many students; a change of tier keeps the images. */
function tierFor(students: number) {
  const tier = registryTiers.find((tier) => students <= mostRegistryTokens[tier]);
  if (tier === undefined) throw new Error(`no tier of a registry holds ${students} tokens`);
  return tier;
}
