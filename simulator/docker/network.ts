import type * as docker from "@pulumi/docker";
import type { input as args } from "@pulumi/docker/types";
import type { Unwrap } from "@pulumi/pulumi";
import { addressIn, cidrFault, contains } from "../../lib/cidr";
import { type ResourceModel, faultsOf, typedModel } from "../model";
import { hexId, nameOf } from "./names";

/** Networks that every Docker has. */
export const builtInNetworks = ["bridge", "host", "none"];

export const networkModels: Record<string, ResourceModel> = {
  "docker:index/network:Network": typedModel<docker.NetworkArgs>({
    create: (request) => ({
      id: hexId(request),
      outputs: { name: nameOf(request), driver: request.inputs.driver ?? "bridge", scope: "local" },
    }),
    check: ({ ipamConfigs = [] }, { outputs }) => [
      ...faultsOf(
        [builtInNetworks.includes(outputs["name"]), `Docker has a built-in network ${outputs["name"]}`],
        [String(outputs["name"]).trim() === "", "a network needs a name"],
      ),
      ...ipamConfigs.flatMap(rangeFaults),
    ],
  }),
};

function rangeFaults({ subnet, gateway }: Unwrap<args.NetworkIpamConfig>): string[] {
  const fault = subnet === undefined ? undefined : cidrFault(subnet);
  if (fault !== undefined) return [`subnet ${subnet}: ${fault}`];
  const inside = subnet === undefined || gateway === undefined || contains(subnet, `${gateway}/32`);
  return faultsOf(
    [subnet === undefined && gateway !== undefined, `the gateway ${gateway} has no subnet`],
    [!inside, `the gateway ${gateway} lies outside the subnet ${subnet}`],
    [subnet !== undefined && gateway === addressIn(subnet, 0), `the gateway ${gateway} is the subnet's own address`],
  );
}
