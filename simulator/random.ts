import * as pulumi from "@pulumi/pulumi";
import type * as random from "@pulumi/random";
import { type ResourceModel, faultsOf, typedModel } from "./model";

/** The provider that draws by lot. What it draws is the same at each run here. */
export const randomModels: Record<string, ResourceModel> = {
  "random:index/randomId:RandomId": typedModel<random.RandomIdArgs>({
    create: ({ inputs, randomSuffix }) => ({
      id: randomSuffix,
      outputs: { hex: `${inputs.prefix ?? ""}${randomSuffix}` },
    }),
    check: ({ byteLength }) => faultsOf([byteLength !== 4, "the simulator draws ids of 4 bytes only"]),
  }),
  "random:index/randomPassword:RandomPassword": typedModel<random.RandomPasswordArgs>({
    create: ({ randomSuffix }) => ({ id: "none", outputs: { result: pulumi.secret(`Simulated-${randomSuffix}`) } }),
  }),
};
