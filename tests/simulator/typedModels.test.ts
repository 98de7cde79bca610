import type * as containerservice from "@pulumi/azure-native/containerservice";
import type * as docker from "@pulumi/docker";
import type * as core from "@pulumi/kubernetes/core/v1";
import { armResource } from "../../simulator/azure/arm";
import { kubernetesObject } from "../../simulator/kubernetes/object";
import { type ResourceModel, typedModel } from "../../simulator/model";
import { refusals } from "./helpers";

/** Each line marked so must not compile: `npx tsc` fails where it does. At run time a misspelt property is just not there. */
const misspelt: Record<string, ResourceModel> = {
  input: armResource<containerservice.AgentPoolArgs>({
    type: "Microsoft.ContainerService/managedClusters/agentPools",
    nameProperty: "agentPoolName",
    nameRule: /./,
    // @ts-expect-error -- AKS spells it osDiskSizeGB.
    check: ({ osDiskSizeGb }) => [`it has ${osDiskSizeGb}`],
  }),
  "name property": armResource<containerservice.AgentPoolArgs>({
    type: "Microsoft.ContainerService/managedClusters/agentPools",
    // @ts-expect-error -- It is agentPoolName.
    nameProperty: "poolName",
    nameRule: /./,
    check: ({ osDiskSizeGB }) => [`it has ${osDiskSizeGB}`],
  }),
  "nested input": kubernetesObject<core.ServiceArgs>({
    // @ts-expect-error -- Kubernetes spells it clusterIP.
    check: ({ spec }) => [`it has ${spec?.clusterIp}`],
  }),
  "input of create": typedModel<docker.VolumeArgs>({
    // @ts-expect-error -- It is driver.
    create: ({ inputs }) => ({ id: "id", outputs: { driver: inputs.drivers } }),
    check: (_inputs, { outputs }) => [`it has ${outputs["driver"]}`],
  }),
};

describe("a model with a misspelt property", () => {
  it.each(Object.keys(misspelt))("does not compile, and finds nothing at run time: %s", (type) => {
    expect(refusals(misspelt, type, { metadata: { name: "it" } })).toEqual(["it has undefined"]);
  });
});
