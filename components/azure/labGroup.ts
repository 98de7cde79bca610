import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

/** Where the lab's Azure resources are, and the tags that each of them has. */
export interface LabGroup {
  readonly resourceGroup: resources.ResourceGroup;
  readonly tags: Record<string, string>;
}

/** What the stack's configuration says of all Azure resources; each is described there. */
export interface LabGroupSettings {
  location: string;
  owner: string;
  tags: Readonly<Record<string, string>>;
  endsAt: string | undefined;
}

/** Creates the lab's resource group: deleting it deletes all that is in it. */
export function createLabGroup(name: string, settings: LabGroupSettings, opts: pulumi.CustomResourceOptions): LabGroup {
  const tags = labTags(settings);
  return { resourceGroup: new resources.ResourceGroup(name, { location: settings.location, tags }, opts), tags };
}

/** The inputs that nearly every Azure resource has: spread them first. */
export function commonInputs({ resourceGroup, tags }: LabGroup) {
  return { resourceGroupName: resourceGroup.name, location: resourceGroup.location, tags };
}

/** Teardown and cost reports find the lab's resources by these. */
function labTags({ owner, endsAt, tags }: LabGroupSettings): Record<string, string> {
  return {
    ...tags,
    lab: pulumi.getProject(),
    stack: pulumi.getStack(),
    owner,
    ...(endsAt !== undefined && { endsAt }),
  };
}
