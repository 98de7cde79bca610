import * as resources from "@pulumi/azure-native/resources";
import type { LabGroup } from "../../../components/azure/labGroup";

export const tags = { lab: "lab" };

/** A resource group for one component, without the lab around it. */
export function testGroup(): LabGroup {
  return { resourceGroup: new resources.ResourceGroup("group", { location: "koreacentral" }), tags };
}
