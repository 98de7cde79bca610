import * as pulumi from "@pulumi/pulumi";
import { type ResourceModel, faultsOf } from "./model";

/** The provider that draws by lot. What it draws is the same at each run here. */
export const randomModels: Record<string, ResourceModel> = {
  "random:index/randomId:RandomId": {
    answer: ({ inputs, suffix }) => ({ id: suffix, outputs: { hex: `${inputs["prefix"] ?? ""}${suffix}` } }),
    faults: ({ byteLength }) => faultsOf([byteLength !== 4, "the simulator draws ids of 4 bytes only"]),
  },
  "random:index/randomPassword:RandomPassword": {
    answer: ({ suffix }) => ({ id: "none", outputs: { result: pulumi.secret(`Simulated-${suffix}`) } }),
  },
};
