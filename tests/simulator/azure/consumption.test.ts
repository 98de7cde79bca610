import { consumptionModels } from "../../../simulator/azure/consumption";
import type { Inputs } from "../../../simulator/model";
import { answerOf, refusals } from "../helpers";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

describe("a budget", () => {
  const type = "azure-native:consumption:Budget";
  const notification = { enabled: true, operator: "GreaterThan", threshold: 90, contactEmails: ["a@example.com"] };
  const right = {
    scope: subscription,
    amount: 500,
    category: "Cost",
    timeGrain: "Monthly",
    timePeriod: { startDate: "2026-11-01T00:00:00Z" },
    notifications: { almost: notification },
  };
  const of = (changes: Inputs = {}) => refusals(consumptionModels, type, { ...right, ...changes });
  const ofNotification = (changes: Inputs) => of({ notifications: { almost: { ...notification, ...changes } } });

  it("is accepted, and gets a generated name", () => {
    expect(of()).toEqual([]);
    expect(of({ budgetName: "a budget" })).toHaveLength(1);
    expect(answerOf(consumptionModels, type, right, "budget").id).toMatch(
      /\/providers\/Microsoft\.Consumption\/budgets\/budget[0-9a-f]{8}$/,
    );
  });

  it.each([0, -1, undefined, NaN])("is refused with the amount %d", (amount) => {
    expect(of({ amount })).toEqual([`a budget of ${amount} is not more than 0`]);
  });

  it.each(["2026-11-02T00:00:00Z", "2026-11", "2017-05-01T00:00:00Z", "2026-13-01", undefined])(
    "is refused with the start %j",
    (startDate) => {
      expect(of({ timePeriod: { startDate } })).toHaveLength(1);
    },
  );

  it("is refused if it does not end after its start", () => {
    expect(of({ timePeriod: { startDate: "2026-11-01T00:00:00Z", endDate: "2026-11-01T00:00:00Z" } })).toEqual([
      "a budget ends after its start",
    ]);
  });

  it("is refused with another category or time grain, or six notifications", () => {
    const six = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`at${index}`, notification]));
    expect(of({ category: "Usage", timeGrain: "Weekly", notifications: six })).toEqual([
      "Usage is not a category",
      "Weekly is not a time grain",
      "a budget has at most 5 notifications",
    ]);
  });

  it.each<[Inputs, string]>([
    [{ threshold: 1001 }, "1001 percent is not from 0 to 1000"],
    [{ threshold: -1 }, "-1 percent is not from 0 to 1000"],
    [{ operator: "Above" }, "Above is not an operator"],
    [{ thresholdType: "Guessed" }, "Guessed is not a type of threshold"],
    [{ enabled: undefined }, "it does not say whether it is enabled"],
    [{ contactEmails: [] }, "it has 0 contactEmails; Azure accepts 1 to 50"],
    [{ contactEmails: ["nobody"] }, "nobody is not a mail address"],
    [
      { contactEmails: Array.from({ length: 51 }, (_, index) => `a${index}@example.com`) },
      "it has 51 contactEmails; Azure accepts 1 to 50",
    ],
  ])("is refused for a notification with %j", (changes, fault) => {
    expect(ofNotification(changes)).toEqual([`notification almost: ${fault}`]);
  });
});
