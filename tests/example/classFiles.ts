import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { type LabGroup, commonInputs } from "../../components/azure/labGroup";

/**
 * A file share for the class, in a storage account of its own (Standard_LRS, billed by what it holds). Nobody reaches it
 * without a sign-in.
 */
export class ClassFiles extends pulumi.ComponentResource {
  /** Where files are reached, such as `https://files1a2b3c4d.file.core.windows.net/`. */
  readonly endpoint: pulumi.Output<string>;

  constructor(name: string, group: LabGroup, opts?: pulumi.ComponentResourceOptions) {
    super("lab:azure:ClassFiles", name, {}, opts);

    const account = this.createAccount(name, group);
    this.createShare(`${name}-share`, group, account);

    this.endpoint = account.primaryEndpoints.file;
    this.registerOutputs({ endpoint: this.endpoint });
  }

  private createAccount(name: string, group: LabGroup): storage.StorageAccount {
    return new storage.StorageAccount(
      name,
      {
        ...commonInputs(group),
        kind: storage.Kind.StorageV2,
        sku: { name: storage.SkuName.Standard_LRS },
        allowBlobPublicAccess: false,
        minimumTlsVersion: storage.MinimumTlsVersion.TLS1_2,
      },
      { parent: this },
    );
  }

  private createShare(name: string, { resourceGroup }: LabGroup, account: storage.StorageAccount): void {
    new storage.FileShare(
      name,
      { resourceGroupName: resourceGroup.name, accountName: account.name, shareName: "class", shareQuota: 5 },
      { parent: this },
    );
  }
}
