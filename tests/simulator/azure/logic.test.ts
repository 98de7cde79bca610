import type { Inputs } from "../../../simulator/model";
import { logicModels } from "../../../simulator/azure/logic";
import { answerOf, refusals } from "../helpers";

const type = "azure-native:logic:Workflow";
const $schema =
  "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";
const group = { resourceGroupName: "lab", location: "koreacentral" };
const identity = { type: "SystemAssigned" };

const weekly = { frequency: "Week", interval: 1, schedule: { hours: [19], minutes: [0], weekDays: ["Monday"] } };
const call = {
  type: "Http",
  inputs: { method: "POST", uri: "https://example.com/", authentication: { type: "ManagedServiceIdentity" } },
  runAfter: {},
};
const definition = {
  $schema,
  triggers: { Weekly: { type: "Recurrence", recurrence: weekly } },
  actions: { Call: call },
};

const of = (changes: Inputs) =>
  refusals(logicModels, type, { ...group, identity, definition: { ...definition, ...changes } });
const ofRecurrence = (changes: Inputs) =>
  of({ triggers: { Weekly: { type: "Recurrence", recurrence: { ...weekly, ...changes } } } });
const when = (expression: unknown, actions: Inputs, runAfter: Inputs = {}) => ({
  type: "If",
  expression,
  actions,
  else: { actions: {} },
  runAfter,
});

describe("a Logic App", () => {
  it("is taken, with an identity that has an object id if it asks for one", () => {
    expect(of({})).toEqual([]);
    expect(answerOf(logicModels, type, { ...group, identity, definition }).outputs["identity"]).toEqual({
      type: "SystemAssigned",
      principalId: expect.stringMatching(/^0a1b2c3d-/),
      tenantId: expect.stringMatching(/^0a1b2c3d-/),
    });
    expect(answerOf(logicModels, type, { ...group, definition }).outputs["identity"]).toBeUndefined();
  });

  it("needs a schema, a trigger and an action", () => {
    expect(refusals(logicModels, type, group)).toEqual([
      `the workflow's $schema is not ${$schema}`,
      "a workflow needs a trigger",
      "a workflow needs an action",
    ]);
  });

  it("has a name of 43 characters at most", () => {
    const named = (workflowName: string) =>
      refusals(logicModels, type, { ...group, workflowName, definition, identity });
    expect(named("x".repeat(43))).toEqual([]);
    expect(named("x".repeat(44))).toHaveLength(1);
    expect(named("a b")).toHaveLength(1);
  });
});

describe("a recurrence", () => {
  it.each<Inputs>([
    { startTime: "2024-01-01T00:00:00", timeZone: "Korea Standard Time" },
    { startTime: "2024-01-01T00:00:00Z" },
    { frequency: "Day", schedule: { hours: [0, 23], minutes: [59] } },
    { frequency: "Hour", interval: 12_000, schedule: undefined },
  ])("may be %j", (changes) => {
    expect(ofRecurrence(changes)).toEqual([]);
  });

  it.each<[Inputs, string]>([
    [{ frequency: "Fortnight", schedule: {} }, "Fortnight is not a frequency"],
    [{ interval: 0 }, "the interval 0 is not from 1 to 71"],
    [{ interval: 72 }, "the interval 72 is not from 1 to 71"],
    [{ interval: "1" }, "the interval 1 is not from 1 to 71"],
    [{ startTime: "2024-01-01T00:00:00" }, "the start time 2024-01-01T00:00:00 is not YYYY-MM-DDThh:mm:ssZ"],
    [
      { startTime: "2024-01-01T00:00:00+09:00" },
      "the start time 2024-01-01T00:00:00+09:00 is not YYYY-MM-DDThh:mm:ssZ",
    ],
    [{ startTime: "2024-13-01T00:00:00Z" }, "the start time 2024-13-01T00:00:00Z is not YYYY-MM-DDThh:mm:ssZ"],
    [
      { startTime: "2024-01-01T00:00:00Z", timeZone: "UTC" },
      "the start time 2024-01-01T00:00:00Z is not YYYY-MM-DDThh:mm:ss, as it is with a time zone",
    ],
    [{ timeZone: "Asia/Seoul" }, "Windows does not know the time zone Asia/Seoul"],
    [{ schedule: { hours: [24] } }, "24 is not an hour"],
    [{ schedule: { minutes: [60] } }, "60 is not a minute"],
    [{ schedule: { weekDays: ["Montag"] } }, "Montag is not a day of the week"],
    [{ schedule: { weekDays: [] } }, "weekDays names no day"],
    [{ schedule: { monthDays: [1] } }, "the simulator does not know monthDays of a schedule"],
    [{ frequency: "Day" }, "weekDays requires the frequency Week"],
    [{ frequency: "Hour", schedule: { hours: [1] } }, "hours and minutes require the frequency Day or Week"],
  ])("may not be %j", (changes, fault) => {
    expect(ofRecurrence(changes)).toEqual([`trigger Weekly: ${fault}`]);
  });

  it("is the only trigger that the simulator knows", () => {
    expect(of({ triggers: { Web: { type: "Request" } } })).toEqual([
      "trigger Web: the simulator does not know triggers of type Request",
    ]);
  });
});

describe("an action", () => {
  it("runs after one beside it, on an outcome that there is", () => {
    const after = (runAfter: Inputs) => of({ actions: { Call: call, Then: { ...call, runAfter } } });
    expect(after({ Call: ["Succeeded", "Failed"] })).toEqual([]);
    expect(after({ Cell: ["Succeeded"] })).toEqual([
      "action Then: it runs after Cell, which is not in the same list of actions",
    ]);
    expect(after({ Call: ["Done"] })).toEqual(["action Then: Done is not an outcome"]);
  });

  it("runs after none that is inside another, nor after one that it is inside", () => {
    const inside = { ...call, runAfter: { Outer: ["Succeeded"] } };
    const outer = when("@equals(1, 1)", { Inner: inside });
    expect(of({ actions: { Outer: outer, Last: { ...call, runAfter: { Inner: ["Succeeded"] } } } })).toEqual([
      "action Last: it runs after Inner, which is not in the same list of actions",
      "action Inner: it runs after Outer, which is not in the same list of actions",
    ]);
  });

  it("has a name that no other has, however deep", () => {
    expect(of({ actions: { Call: call, If: when("@equals(1, 1)", { Call: call }) } })).toEqual([
      "two actions have the name Call",
    ]);
  });

  it("closes its brackets, and reads actions that are there", () => {
    const asking = (text: string) => of({ actions: { Call: call, If: when({ and: [{ equals: [text, "x"] }] }, {}) } });
    expect(asking("@body('Call')?['a']?['it''s ( open']")).toEqual([]);
    expect(asking("@ticks(utcNow(')')")).toEqual(["action If: the brackets of @ticks(utcNow(')') do not close"]);
    expect(asking("@string([)]")).toEqual(["action If: the brackets of @string([)] do not close"]);
    expect(asking("@body('Cell')")).toEqual(["action If: it reads the action Cell, which is not there"]);
  });

  it.each<[Inputs, string]>([
    [{ type: "Http", inputs: { method: "STOP", uri: "https://example.com/" } }, "STOP is not a method"],
    [{ type: "Http", inputs: { method: "GET", uri: "example.com" } }, "example.com is not an address"],
    [{ type: "If", actions: {} }, "an If needs an expression"],
    [{ type: "Wait", inputs: { interval: { count: 10 } } }, "a Wait needs an interval of a count and a unit"],
    [
      { type: "Wait", inputs: { interval: { count: 0, unit: "Hour" } } },
      "a Wait needs an interval of a count and a unit",
    ],
    [{ type: "Until", actions: {} }, "an Until needs an expression, as text"],
    [
      { type: "Until", expression: "@true", limit: { count: 5001 }, actions: {} },
      "the count 5001 is not from 1 to 5000",
    ],
    [
      { type: "Until", expression: "@true", limit: { timeout: "1h" }, actions: {} },
      "the timeout 1h is not an ISO 8601 duration",
    ],
    [{ type: "Script" }, "the simulator does not know actions of type Script"],
  ])("is not %j", (action, fault) => {
    expect(of({ actions: { It: action } })).toEqual([`action It: ${fault}`]);
  });

  it("repeats others until what one of them answers", () => {
    const loop = { type: "Until", limit: { count: 12, timeout: "PT1H" }, actions: { Call: call }, runAfter: {} };
    expect(of({ actions: { Loop: { ...loop, expression: "@equals(body('Call'), 1)" } } })).toEqual([]);
    expect(of({ actions: { Loop: { ...loop, expression: "@equals(body('Cell'), 1)" } } })).toEqual([
      "action Loop: it reads the action Cell, which is not there",
    ]);
  });

  it("calls by the identity of a Logic App only if that has one", () => {
    expect(refusals(logicModels, type, { ...group, definition })).toEqual([
      "action Call: it calls by the identity of a Logic App that has none",
    ]);
  });
});
