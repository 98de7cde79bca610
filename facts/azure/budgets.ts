/** Most people that one notification of a budget writes to (Azure/bicep-types-az, Microsoft.Consumption 2024-08-01). */
export const mostEmails = 50;

/** The earliest month of a budget (Azure/azure-rest-api-specs, Microsoft.Consumption 2024-08-01, `BudgetTimePeriod`). */
export const firstMonth = "2017-06-01";

/** Offers whose subscriptions take no budget (Microsoft Learn, "Understand Cost Management data", 2026). */
export const offersWithoutBudgets = "Azure for Students, Students Starter, Sponsorship and classic CSP";

/** Their ids of quota, in a subscription's policies (the same page; "Understand Cost Management data", supported offers). */
export const quotasWithoutBudgets = [/^AzureForStudents/i, /^DreamSpark/i, /^Sponsored/i, /^CSP_/i];
