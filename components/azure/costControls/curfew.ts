import * as authorization from "@pulumi/azure-native/authorization";
import * as logic from "@pulumi/azure-native/logic";
import * as pulumi from "@pulumi/pulumi";
import type { AzureCluster } from "../cluster";
import { knownEverywhere } from "./roleSpread";
import {
  type CurfewTargets,
  type CurfewTimes,
  type StartTimes,
  endWorkflow,
  startWorkflow,
  stopWorkflow,
} from "./workflow";
import { type LabGroup, commonInputs } from "../labGroup";
import { createRoleAssignment, principalOf, roleId, subscription } from "../roles";

/** What the stack's configuration says of the curfew; each is described there. */
export interface CurfewSettings {
  curfew: CurfewTimes | undefined;
  endsAt: string | undefined;
  deleteAtEnd: boolean;
}

/** The group is where the Logic Apps are, and what is deleted at the end. */
export interface CurfewArgs extends LabGroup {
  cluster: AzureCluster;
  /** Id of a machine to switch off, too. @default none */
  machineId?: pulumi.Output<string> | undefined;
  settings: CurfewSettings;
}

/** What a role may do to the cluster, and to the Docker host. */
interface PowerActions {
  readonly cluster: readonly string[];
  readonly machine: readonly string[];
}

const mayRead: PowerActions = {
  cluster: ["Microsoft.ContainerService/managedClusters/read"],
  machine: ["Microsoft.Compute/virtualMachines/read"],
};

const mayStop: PowerActions = {
  cluster: [...mayRead.cluster, "Microsoft.ContainerService/managedClusters/stop/action"],
  machine: [...mayRead.machine, "Microsoft.Compute/virtualMachines/deallocate/action"],
};

const mayStart: PowerActions = {
  cluster: [...mayRead.cluster, "Microsoft.ContainerService/managedClusters/start/action"],
  machine: [...mayRead.machine, "Microsoft.Compute/virtualMachines/start/action"],
};

/** Deletes all that is in the group, too (Learn, "Azure Resource Manager resource group and resource deletion"). */
const mayDeleteGroup = ["Microsoft.Resources/subscriptions/resourceGroups/delete"];

/**
 * Switches the lab off each evening and on each morning, and deletes it at its end, as far as the stack asks for it. Each is a
 * Logic App with an identity and a role of its own, so that what stops the lab cannot delete it. An action of a Logic App costs
 * about 0.000025 USD, and an evening takes about twenty, at most 125.
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
    if (curfew?.startAt !== undefined) this.createStartApp(`${name}-start`, { ...curfew, startAt: curfew.startAt });
    if (endsAt !== undefined && deleteAtEnd) this.createDeleteApp(`${name}-end`, endsAt);
    this.registerOutputs();
  }

  private createStopApp(name: string, curfew: CurfewTimes): void {
    this.createPowerApp(name, "stop", mayStop, (targets) => stopWorkflow(curfew, targets));
  }

  private createStartApp(name: string, curfew: StartTimes): void {
    this.createPowerApp(name, "start", mayStart, (targets) => startWorkflow(curfew, targets));
  }

  private createPowerApp(
    name: string,
    verb: string,
    allowed: PowerActions,
    definition: (targets: CurfewTargets) => object,
  ): void {
    const { cluster, machineId } = this.args;
    const targets = { cluster: cluster.clusterId, ...(machineId && { host: machineId }) };
    const role = this.createRole(name, verb, [...allowed.cluster, ...(machineId ? allowed.machine : [])]);
    const app = this.createLogicApp(name, pulumi.output(targets).apply(definition));
    this.createGrant(`${name}-cluster`, app, role, cluster.clusterId);
    if (machineId) this.createGrant(`${name}-host`, app, role, machineId);
  }

  private createDeleteApp(name: string, endsAt: string): void {
    const { id } = this.args.resourceGroup;
    const role = this.createRole(name, "delete", mayDeleteGroup);
    const app = this.createLogicApp(
      name,
      id.apply((group) => endWorkflow(endsAt, group)),
    );
    this.createGrant(`${name}-group`, app, role, id);
  }

  private createLogicApp(name: string, definition: pulumi.Output<object>): logic.Workflow {
    return new logic.Workflow(
      name,
      {
        ...commonInputs(this.args),
        identity: { type: logic.ManagedServiceIdentityType.SystemAssigned },
        state: logic.WorkflowState.Enabled,
        definition,
      },
      { parent: this },
    );
  }

  /**
   * No built-in role is as narrow: the one that may stop clusters may also sign in to them as their administrator. The role
   * belongs to the subscription, because once the group is deleted, nobody could delete a role of the group. By itself it
   * grants nothing: rights come from assignments, and those are for single resources.
   */
  private createRole(name: string, verb: string, actions: string[]): authorization.RoleDefinition {
    return new authorization.RoleDefinition(
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
  }

  private createGrant(
    name: string,
    app: logic.Workflow,
    role: authorization.RoleDefinition,
    scope: pulumi.Output<string>,
  ): void {
    const { resourceGroupName } = commonInputs(this.args);
    const found = logic.getWorkflowOutput({ resourceGroupName, workflowName: app.name }, { parent: this });
    createRoleAssignment(
      name,
      {
        scope,
        principalId: principalOf(found, "the curfew's Logic App"),
        roleDefinitionId: roleId(this.subscription, role.name),
      },
      { parent: this, dependsOn: knownEverywhere(role) },
    );
  }
}
