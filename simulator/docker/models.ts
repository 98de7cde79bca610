import { createHash } from "node:crypto";
import { addressIn, cidrFault, contains } from "../../lib/cidr";
import { type Inputs, type Request, type ResourceModel, faultsOf } from "../model";
import { containerFaults } from "./container";
import { imageModels } from "./image";

/** Names that Docker takes for containers and volumes. */
const nameRule = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** Networks that every Docker has. */
export const builtInNetworks = ["bridge", "host", "none"];

export const dockerModels: Record<string, ResourceModel> = {
  ...imageModels,
  "docker:index/network:Network": {
    create: (request) => ({
      id: hexId(request),
      outputs: { name: nameOf(request), driver: request.inputs["driver"] ?? "bridge", scope: "local" },
    }),
    check: ({ ipamConfigs = [] }, { outputs }) => [
      ...faultsOf(
        [builtInNetworks.includes(outputs["name"]), `Docker has a network ${outputs["name"]} of its own`],
        [String(outputs["name"]).trim() === "", "a network needs a name"],
      ),
      ...(ipamConfigs as Inputs[]).flatMap(rangeFaults),
    ],
  },
  "docker:index/volume:Volume": {
    create(request) {
      const name = nameOf(request);
      return { id: name, outputs: { name, mountpoint: `/var/lib/docker/volumes/${name}/_data` } };
    },
    check: (_inputs, { outputs }) => nameFaults(outputs["name"]),
  },
  "docker:index/container:Container": {
    create: (request) => ({ id: hexId(request), outputs: { name: nameOf(request) } }),
    check: (inputs, { outputs }) => [...nameFaults(outputs["name"]), ...containerFaults(inputs)],
  },
};

/** Where no name is given the provider makes one up, as Azure's does. */
function nameOf({ inputs, name, randomSuffix }: Request): string {
  return (inputs["name"] as string | undefined) ?? `${name}-${randomSuffix.slice(0, 7)}`;
}

function nameFaults(name: string): string[] {
  return faultsOf([
    !nameRule.test(name),
    `Docker takes no such name: ${JSON.stringify(name)} does not match /${nameRule.source}/`,
  ]);
}

/** Ids of containers and networks. */
function hexId({ urn }: Request): string {
  return createHash("sha256").update(urn).digest("hex");
}

function rangeFaults({ subnet, gateway }: Inputs): string[] {
  const fault = subnet === undefined ? undefined : cidrFault(subnet);
  if (fault !== undefined) return [`subnet ${subnet}: ${fault}`];
  const inside = subnet === undefined || gateway === undefined || contains(subnet, `${gateway}/32`);
  return faultsOf(
    [subnet === undefined && gateway !== undefined, `the gateway ${gateway} has no subnet`],
    [!inside, `the gateway ${gateway} lies outside the subnet ${subnet}`],
    [subnet !== undefined && gateway === addressIn(subnet, 0), `the gateway ${gateway} is the subnet's own address`],
  );
}
