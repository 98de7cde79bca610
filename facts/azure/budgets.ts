/** Most people that one notification of a budget writes to (Azure/bicep-types-az, Microsoft.Consumption 2024-08-01). */
export const mostEmails = 50;

/** The earliest month of a budget (Azure/azure-rest-api-specs, Microsoft.Consumption 2024-08-01, `BudgetTimePeriod`). */
export const firstMonth = "2017-06-01";
