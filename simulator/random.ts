import * as pulumi from "@pulumi/pulumi";
import type * as random from "@pulumi/random";
import { type ResourceModel, faultsOf, typedModel } from "./model";

/** The provider of random values. Here they are the same in each run. */
export const randomModels: Record<string, ResourceModel> = {
  "random:index/randomId:RandomId": typedModel<random.RandomIdArgs>({
    create: ({ inputs, randomSuffix }) => ({
      id: randomSuffix,
      outputs: { hex: `${inputs.prefix ?? ""}${randomSuffix}` },
    }),
    check: ({ byteLength }) => faultsOf([byteLength !== 4, "the simulator generates ids of 4 bytes only"]),
  }),
  "random:index/randomPassword:RandomPassword": typedModel<random.RandomPasswordArgs>({
    create: ({ randomSuffix }) => ({
      id: "none",
      outputs: {
        result: pulumi.secret(`Simulated-${randomSuffix}`),
        bcryptHash: pulumi.secret(`$2a$10$Simulated-${randomSuffix}`),
      },
    }),
  }),
};
