import { z } from "zod";

/* Shapes of Azure's answers, as far as they count here: of the examples in Azure/azure-rest-api-specs, read, not seen on Azure. */

const tags = z.record(z.string(), z.string()).nullish();

/** Any resource. */
export const resourceShape = z.looseObject({
  id: z.string(),
  location: z.string().nullish(),
  tags,
  managedBy: z.string().nullish(),
  sku: z
    .looseObject({ name: z.string().nullish(), tier: z.string().nullish(), capacity: z.number().nullish() })
    .nullish(),
  properties: z.looseObject({ provisioningState: z.string().nullish() }).nullish(),
});

export type AzureResource = z.output<typeof resourceShape>;

export const identified = z.looseObject({ id: z.string() });

export const groupShape = z.looseObject({ id: z.string(), name: z.string(), tags, managedBy: z.string().nullish() });

export type Group = z.output<typeof groupShape>;

export const roleShape = z.looseObject({ id: z.string(), properties: z.looseObject({ roleName: z.string() }) });

export const assignmentShape = z.looseObject({
  id: z.string(),
  properties: z.looseObject({ scope: z.string(), roleDefinitionId: z.string() }),
});

export const budgetShape = z.looseObject({
  id: z.string(),
  name: z.string(),
  properties: z.looseObject({
    filter: z
      .looseObject({ dimensions: z.looseObject({ name: z.string(), values: z.array(z.string()) }).nullish() })
      .nullish(),
  }),
});

export const vaultShape = z.looseObject({
  id: z.string(),
  properties: z.looseObject({ vaultId: z.string(), tags }),
});
