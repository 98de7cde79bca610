import type * as consumption from "@pulumi/azure-native/consumption";
import type { consumption as args } from "@pulumi/azure-native/types/input";
import type { Unwrap } from "@pulumi/pulumi";
import { type ResourceModel, faultsOf, typedModel } from "../model";
import { nameFaults, nameOf } from "./arm";

const budget = { nameProperty: "budgetName", nameRule: /^[-\w]{1,63}$/ };

/** Most notifications of a budget, and most people whom one writes to (Azure/bicep-types-az, Microsoft.Consumption 2024-08-01). */
const [mostNotifications, mostEmails] = [5, 50];

export const consumptionModels: Record<string, ResourceModel> = {
  "azure-native:consumption:Budget": typedModel<consumption.BudgetArgs>({
    create(request) {
      const name = nameOf(budget, request);
      return { id: `${request.inputs.scope}/providers/Microsoft.Consumption/budgets/${name}`, outputs: { name } };
    },
    check: (inputs, result) => [...nameFaults(budget, result), ...budgetFaults(inputs)],
  }),
};

function budgetFaults({
  amount,
  category,
  timeGrain,
  timePeriod,
  notifications = {},
}: Unwrap<consumption.BudgetArgs>): string[] {
  const { startDate = "", endDate } = timePeriod ?? {};
  const count = Object.keys(notifications).length;
  return [
    ...faultsOf(
      [!(amount > 0), `a budget of ${amount} is not more than 0`],
      [category !== "Cost", `${category} is not a category`],
      [!["Monthly", "Quarterly", "Annually"].includes(timeGrain), `${timeGrain} is not a time grain`],
      [
        !/^\d{4}-(0[1-9]|1[0-2])-01(T00:00:00Z)?$/.test(startDate) || startDate < "2017-06-01",
        `a budget starts on the first of a month, from June 2017 on, not at ${JSON.stringify(startDate)}`,
      ],
      [endDate !== undefined && endDate <= startDate, "a budget ends after its start"],
      [count > mostNotifications, `a budget has at most ${mostNotifications} notifications`],
    ),
    ...Object.entries(notifications).flatMap(([name, notification]) =>
      notificationFaults(notification).map((fault) => `notification ${name}: ${fault}`),
    ),
  ];
}

function notificationFaults(notification: Unwrap<args.NotificationArgs>): string[] {
  const { enabled, operator, threshold, thresholdType = "Actual", contactEmails = [] } = notification;
  return [
    ...faultsOf(
      [typeof enabled !== "boolean", "it does not say whether it is enabled"],
      [!["EqualTo", "GreaterThan", "GreaterThanOrEqualTo"].includes(operator), `${operator} is not an operator`],
      [!(threshold >= 0 && threshold <= 1000), `${threshold} percent is not from 0 to 1000`],
      [!["Actual", "Forecasted"].includes(thresholdType), `${thresholdType} is not a type of threshold`],
      [
        contactEmails.length < 1 || contactEmails.length > mostEmails,
        `it has ${contactEmails.length} contactEmails; Azure accepts 1 to ${mostEmails}`,
      ],
    ),
    ...contactEmails
      .filter((email) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      .map((email) => `${email} is not a mail address`),
  ];
}
