import type * as storage from "@pulumi/azure-native/storage";
import type { Unwrap } from "@pulumi/pulumi";
import { armResource } from "../../simulator/azure/arm";
import { type ResourceModel, faultsOf, typedModel } from "../../simulator/model";

/** Names of storage accounts are part of a host name (Learn, "Naming rules and restrictions for Azure resources"). */
const accountName = /^[a-z0-9]{3,24}$/;

/** As it would stand in simulator/azure/storage.ts, with a line in simulator/catalog.ts. */
export const storageModels: Record<string, ResourceModel> = {
  "azure-native:storage:StorageAccount": armResource<storage.StorageAccountArgs>({
    type: "Microsoft.Storage/storageAccounts",
    nameProperty: "accountName",
    nameRule: accountName,
    outputs: ({ resourceName }) => ({ primaryEndpoints: { file: `https://${resourceName}.file.core.windows.net/` } }),
  }),
  "azure-native:storage:FileShare": typedModel<storage.FileShareArgs>({
    create: ({ inputs, urn }) => ({ id: urn, outputs: { name: inputs.shareName } }),
    check: shareFaults,
  }),
};

function shareFaults({ shareQuota }: Unwrap<storage.FileShareArgs>): string[] {
  return faultsOf([
    shareQuota !== undefined && (shareQuota < 1 || shareQuota > 5120),
    `a share of ${shareQuota} GiB is not from 1 to 5120`,
  ]);
}
