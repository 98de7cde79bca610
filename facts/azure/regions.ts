/**
 * Regions of Azure's public cloud by their short names: the answer of Azure to `az account list-locations` of 2026-04-02, without
 * those for Microsoft's own trials (Azure/karpenter-provider-azure, `pkg/fake/locations.json`), and swedensouth, which has prices
 * (ibid., `zz_generated.pricing.go`, 2026-06-18). New ones come every year, and a subscription has not all of them, so one that is
 * not here may exist.
 */
export const knownRegions: readonly string[] = [
  ...["australiacentral", "australiacentral2", "australiaeast", "australiasoutheast", "austriaeast", "belgiumcentral"],
  ...["brazilsouth", "brazilsoutheast", "canadacentral", "canadaeast", "centralindia", "centralus", "chilecentral"],
  ...[
    "denmarkeast",
    "eastasia",
    "eastus",
    "eastus2",
    "francecentral",
    "francesouth",
    "germanynorth",
    "germanywestcentral",
  ],
  ...["indonesiacentral", "israelcentral", "italynorth", "japaneast", "japanwest", "jioindiacentral", "jioindiawest"],
  ...[
    "koreacentral",
    "koreasouth",
    "malaysiawest",
    "mexicocentral",
    "newzealandnorth",
    "northcentralus",
    "northeurope",
  ],
  ...["norwayeast", "norwaywest", "polandcentral", "qatarcentral", "southafricanorth", "southafricawest"],
  ...["southcentralus", "southeastasia", "southindia", "spaincentral", "swedencentral", "swedensouth"],
  ...[
    "switzerlandnorth",
    "switzerlandwest",
    "uaecentral",
    "uaenorth",
    "uksouth",
    "ukwest",
    "westcentralus",
    "westeurope",
  ],
  ...["westindia", "westus", "westus2", "westus3"],
];
