/**
 * Regions of Azure's public cloud by their short names (Learn, "Azure regions list", programmatic names, 2026). New ones come every
 * year, and a subscription has not all of them, so one that is not here may exist.
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
