import * as authorization from "@pulumi/azure-native/authorization";
import * as logic from "@pulumi/azure-native/logic";
import type * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import type { AzureCluster } from "../cluster";
import { type CurfewTimes, endWorkflow, stopWorkflow } from "./workflow";
import type { DockerHost } from "../dockerHost";
import { type Grant, grant, principalOf, roleId, subscription } from "../roles";

/** What the stack's configuration says of the curfew; each is described there. */
export interface CurfewSettings {
  curfew: CurfewTimes | undefined;
  endsAt: string | undefined;
  deleteAtEnd: boolean;
}

export interface CurfewArgs {
  /** Where the Logic Apps stand, and what is deleted at the end. */
  resourceGroup: resources.ResourceGroup;
  cluster: AzureCluster;
  /** @default there is none to switch off */
  host?: DockerHost | undefined;
  settings: CurfewSettings;
  tags: Record<string, string>;
}

const mayStopClusters = [
  "Microsoft.ContainerService/managedClusters/read",
  "Microsoft.ContainerService/managedClusters/stop/action",
];

const mayStopMachines = [
  "Microsoft.Compute/virtualMachines/read",
  "Microsoft.Compute/virtualMachines/deallocate/action",
];

/** It takes what is in the group with it (Learn, "Azure Resource Manager resource group and resource deletion"). */
const mayDeleteGroup = ["Microsoft.Resources/subscriptions/resourceGroups/delete"];

/**
 * Switches the lab off each evening, and deletes it at its end: for each, if it is wanted, a Logic App with an identity and
 * a role of its own, so that what stops the lab cannot delete it. A Logic App costs about 0.000025 USD an action, and takes
 * at most seven an evening.
 */
export class Curfew extends pulumi.ComponentResource {
  private readonly subscription: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: CurfewArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("lab:azure:Curfew", name, {}, opts);

    const { curfew, endsAt, deleteAtEnd } = args.settings;
    this.subscription = subscription(this);
    if (curfew !== undefined) this.createStopApp(`${name}-stop`, curfew);
    if (endsAt !== undefined && deleteAtEnd) this.createDeleteApp(`${name}-end`, endsAt);
    this.registerOutputs();
  }

  private createStopApp(name: string, curfew: CurfewTimes): void {
    const { cluster, host } = this.args;
    const targets = { cluster: cluster.clusterId, ...(host && { host: host.machineId }) };
    const role = this.createRole(name, "stop", [...mayStopClusters, ...(host ? mayStopMachines : [])]);
    const app = this.createLogicApp(
      name,
      pulumi.output(targets).apply((ids) => stopWorkflow(curfew, ids)),
    );
    this.createGrant(`${name}-cluster`, app, { scope: cluster.clusterId, roleDefinitionId: role });
    if (host) this.createGrant(`${name}-host`, app, { scope: host.machineId, roleDefinitionId: role });
  }

  private createDeleteApp(name: string, endsAt: string): void {
    const { id } = this.args.resourceGroup;
    const role = this.createRole(name, "delete", mayDeleteGroup);
    const app = this.createLogicApp(
      name,
      id.apply((group) => endWorkflow(endsAt, group)),
    );
    this.createGrant(`${name}-group`, app, { scope: id, roleDefinitionId: role });
  }

  private createLogicApp(name: string, definition: pulumi.Output<object>): logic.Workflow {
    const { resourceGroup, tags } = this.args;
    return new logic.Workflow(
      name,
      {
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        identity: { type: logic.ManagedServiceIdentityType.SystemAssigned },
        state: logic.WorkflowState.Enabled,
        definition,
        tags,
      },
      { parent: this },
    );
  }

  /**
   * No built-in role is as narrow: the one that may stop clusters may also sign in to them as their administrator. The role
   * is the subscription's and not the group's, or with the group deleted nobody could delete the role; that gives nobody
   * anything, since a right comes of an assignment, and those hold for single resources.
   */
  private createRole(name: string, verb: string, actions: string[]): pulumi.Output<string> {
    const role = new authorization.RoleDefinition(
      name,
      {
        scope: this.subscription,
        // Must be free in the whole directory.
        roleName: pulumi.interpolate`Container lab ${this.args.resourceGroup.name}: ${verb}`,
        description: `Lets the curfew of a container lab ${verb} it`,
        roleType: "CustomRole",
        assignableScopes: [this.subscription],
        permissions: [{ actions, notActions: [] }],
      },
      { parent: this },
    );
    return roleId(this.subscription, role.name);
  }

  private createGrant(name: string, app: logic.Workflow, right: Omit<Grant, "principalId">): void {
    grant(
      name,
      { ...right, principalId: principalOf(app, "the curfew's Logic App") },
      // A new role is not known everywhere at once (Azure/azure-rest-api-specs #2135). AKS takes minutes; then it is.
      { parent: this, dependsOn: this.args.cluster.deletedWith },
    );
  }
}
