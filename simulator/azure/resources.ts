import type * as resources from "@pulumi/azure-native/resources";
import { type ResourceModel, faultsOf, typedModel } from "../model";
import { tagFaults } from "./tags";
import { groupId, nameFaults, nameOf } from "./arm";

const groupModel = { nameProperty: "resourceGroupName", nameRule: /^[-\p{L}\p{N}_.()]{0,89}[-\p{L}\p{N}_()]$/u };

export const resourcesModels: Record<string, ResourceModel> = {
  "azure-native:resources:ResourceGroup": typedModel<resources.ResourceGroupArgs>({
    create(request) {
      const name = nameOf(groupModel, request);
      return { id: groupId(name), outputs: { name } };
    },
    check: (inputs, result) => [
      ...nameFaults(groupModel, result),
      ...tagFaults(inputs.tags),
      ...faultsOf([inputs.location === undefined, "a resource group needs a location"]),
    ],
  }),
};
