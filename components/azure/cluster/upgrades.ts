import * as containerservice from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";
import { maintenanceHours } from "../../../facts/azure/upgrades";
import { type LabGroup, commonInputs } from "../labGroup";

/** When the nodes' images may be upgraded, each week; the stack's configuration describes it. */
export interface UpgradeWindow {
  /** Day of the week, in English. */
  readonly day: string;
  /** HH:MM. */
  readonly startAt: string;
  /** Of `startAt`, such as `+09:00`. */
  readonly utcOffset: string;
}

/**
 * Which upgrades AKS does by itself. Its default upgrades the nodes' images each week at any hour: that drains every node, ends
 * bare pods, and takes one node more of the quota. Without a window there are none, which suits a lab of days or weeks.
 */
export function autoUpgradeProfile(window: UpgradeWindow | undefined) {
  return {
    upgradeChannel: containerservice.UpgradeChannel.None,
    nodeOSUpgradeChannel: window
      ? containerservice.NodeOSUpgradeChannel.NodeImage
      : containerservice.NodeOSUpgradeChannel.None,
  };
}

/** The window is a wish: AKS keeps to it if it can (Learn, "Use planned maintenance"). */
export function createUpgradeWindow(
  name: string,
  group: LabGroup,
  cluster: containerservice.ManagedCluster,
  { day, startAt, utcOffset }: UpgradeWindow,
  opts: pulumi.CustomResourceOptions,
): containerservice.MaintenanceConfiguration {
  const { resourceGroupName } = commonInputs(group);
  return new containerservice.MaintenanceConfiguration(
    name,
    {
      resourceGroupName,
      resourceName: cluster.name,
      // AKS knows three such names, each with a meaning.
      configName: "aksManagedNodeOSUpgradeSchedule",
      maintenanceWindow: {
        schedule: { weekly: { dayOfWeek: day, intervalWeeks: 1 } },
        durationHours: maintenanceHours,
        startTime: startAt,
        utcOffset,
      },
    },
    { ...opts, deletedWith: cluster },
  );
}
