import type * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";

export interface ClassFilesArgs {
  /** Where the account stands. */
  resourceGroup: resources.ResourceGroup;
  tags: Record<string, string>;
}

/**
 * A file share for the class, in a storage account of its own (Standard_LRS, billed by what it holds). Nobody reaches it
 * without a sign-in.
 */
export class ClassFiles extends pulumi.ComponentResource {
  /** Where files are reached, such as `https://files1a2b3c4d.file.core.windows.net/`. */
  readonly endpoint: pulumi.Output<string>;

  constructor(name: string, args: ClassFilesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:azure:ClassFiles", name, {}, opts);

    const account = this.createAccount(name, args);
    this.createShare(`${name}-share`, args, account);

    this.endpoint = account.primaryEndpoints.file;
    this.registerOutputs({ endpoint: this.endpoint });
  }

  private createAccount(name: string, { resourceGroup, tags }: ClassFilesArgs): storage.StorageAccount {
    return new storage.StorageAccount(
      name,
      {
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        kind: storage.Kind.StorageV2,
        sku: { name: storage.SkuName.Standard_LRS },
        allowBlobPublicAccess: false,
        minimumTlsVersion: storage.MinimumTlsVersion.TLS1_2,
        tags,
      },
      { parent: this },
    );
  }

  private createShare(name: string, { resourceGroup }: ClassFilesArgs, account: storage.StorageAccount): void {
    new storage.FileShare(
      name,
      { resourceGroupName: resourceGroup.name, accountName: account.name, shareName: "class", shareQuota: 5 },
      { parent: this },
    );
  }
}
