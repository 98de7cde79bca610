import * as containerservice from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { windowsToleration } from "../../kubernetes/iisWorkload";
import { type LabGroup, commonInputs } from "../labGroup";

/** AKS requires an administrator for Windows nodes. Nobody signs in as one, so nobody gets to know the password. */
export function createWindowsProfile(name: string, opts: pulumi.CustomResourceOptions) {
  const password = new random.RandomPassword(
    name,
    { length: 24, minLower: 1, minUpper: 1, minNumeric: 1, minSpecial: 1, overrideSpecial: "-_.!" },
    opts,
  );
  return { adminUsername: "labadmin", adminPassword: password.result };
}

/** Only pods that are made for Windows tolerate it. */
const windowsTaint = `${windowsToleration.key}=${windowsToleration.value}:${windowsToleration.effect}`;

export interface WindowsPoolArgs extends LabGroup {
  settings: { nodeSize: string };
}

/** A pool of its own, not inline: a pool that is added later must not be part of the cluster's own inputs. */
export function createWindowsPool(
  name: string,
  args: WindowsPoolArgs,
  cluster: containerservice.ManagedCluster,
  opts: pulumi.CustomResourceOptions,
): containerservice.AgentPool {
  const { resourceGroupName, tags } = commonInputs(args);
  return new containerservice.AgentPool(
    name,
    {
      resourceGroupName,
      resourceName: cluster.name,
      // Six characters at most, on Windows.
      agentPoolName: "win",
      mode: containerservice.AgentPoolMode.User,
      type: containerservice.AgentPoolType.VirtualMachineScaleSets,
      osType: containerservice.OSType.Windows,
      // Not 2025: no engine enforces NetworkPolicies on it yet (projectcalico/calico #11691).
      osSKU: containerservice.OSSKU.Windows2022,
      count: 1,
      enableAutoScaling: false,
      // Students' pods and others that name no system would be placed here, and not start.
      nodeTaints: [windowsTaint],
      vmSize: args.settings.nodeSize,
      tags,
    },
    // Azure deletes it with the cluster, and faster so.
    { ...opts, deletedWith: cluster },
  );
}
