import type * as logic from "@pulumi/azure-native/logic";
import type { Unwrap } from "@pulumi/pulumi";
import { findIana } from "windows-iana";
import { weekDays } from "../../facts/azure/workflows";
import { type Inputs, type ProviderFunction, type ResourceModel, faultsOf } from "../model";
import { armResource, getFunction, identityOutputs } from "./arm";

/** How often a trigger may fire: the longest interval of each unit (Learn, "Schema reference for trigger and action types"). */
const longestIntervals: Record<string, number> = {
  Second: 9_999_999,
  Minute: 72_000,
  Hour: 12_000,
  Day: 500,
  Week: 71,
  Month: 16,
};

/** The most iterations of a loop (Learn, "Limits and configuration reference for Azure Logic Apps"). */
const mostIterations = 5000;

const outcomes = ["Succeeded", "Failed", "Skipped", "TimedOut"];

const schema =
  "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";

const workflowType = "Microsoft.Logic/workflows";

export const logicFunctions: Record<string, ProviderFunction> = {
  "azure-native:logic:getWorkflow": getFunction(workflowType, "workflowName"),
};

export const logicModels: Record<string, ResourceModel> = {
  "azure-native:logic:Workflow": armResource<logic.WorkflowArgs>({
    type: workflowType,
    nameProperty: "workflowName",
    nameRule: /^[-\w.()]{1,43}$/,
    outputs: ({ inputs, randomSuffix }) => identityOutputs(inputs.identity, randomSuffix),
    check: workflowFaults,
  }),
};

/** Checks the part of the workflow definition language that the lab uses. Actions of other types are refused. */
function workflowFaults({ definition = {}, identity }: Unwrap<logic.WorkflowArgs>): string[] {
  const { triggers = {}, actions = {} } = definition as { triggers?: Inputs; actions?: Inputs };
  const all = withNested(actions);
  const names = all.map(([name]) => name);
  return [
    ...faultsOf(
      [definition.$schema !== schema, `the workflow's $schema is not ${schema}`],
      [Object.keys(triggers).length === 0, "a workflow needs a trigger"],
      [names.length === 0, "a workflow needs an action"],
    ),
    ...Object.entries(triggers).flatMap(([name, trigger]) => faultsIn(`trigger ${name}`, triggerFaults(trigger))),
    ...orderFaults(actions),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `two actions have the name ${name}`),
    ...all.flatMap(([name, action]) =>
      faultsIn(`action ${name}`, [...actionFaults(action, identity !== undefined), ...expressionFaults(action, names)]),
    ),
  ];
}

function faultsIn(owner: string, faults: readonly string[]): string[] {
  return faults.map((fault) => `${owner}: ${fault}`);
}

function withNested(actions: Inputs): [string, Inputs][] {
  return Object.entries(actions).flatMap(([name, action]): [string, Inputs][] => [
    [name, action],
    ...withNested(action["actions"] ?? {}),
    ...withNested(action["else"]?.["actions"] ?? {}),
  ]);
}

function triggerFaults({ type, recurrence = {} }: Inputs): string[] {
  if (type !== "Recurrence") return [`the simulator does not know triggers of type ${type}`];
  const { frequency, interval, startTime, timeZone, schedule = {} } = recurrence as Inputs;
  const longest = longestIntervals[frequency] ?? 0;
  const zoned = timeZone !== undefined;
  const start = zoned ? /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/ : /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
  return [
    ...faultsOf(
      [longest === 0, `${frequency} is not a frequency`],
      [longest > 0 && !isWithin(interval, 1, longest), `the interval ${interval} is not from 1 to ${longest}`],
      [
        startTime !== undefined && (!start.test(startTime) || Number.isNaN(Date.parse(startTime))),
        `the start time ${startTime} is not YYYY-MM-DDThh:mm:ss${zoned ? ", as it is with a time zone" : "Z"}`,
      ],
      [zoned && findIana(timeZone).length === 0, `Windows does not know the time zone ${timeZone}`],
    ),
    ...scheduleFaults(schedule, frequency),
  ];
}

function scheduleFaults({ hours = [], minutes = [], weekDays: on, ...others }: Inputs, frequency: string): string[] {
  const isDaily = frequency === "Day" || frequency === "Week";
  return [
    ...[...hours].filter((hour) => !isWithin(hour, 0, 23)).map((hour) => `${hour} is not an hour`),
    ...[...minutes].filter((minute) => !isWithin(minute, 0, 59)).map((minute) => `${minute} is not a minute`),
    ...[...(on ?? [])].filter((day) => !weekDays.includes(day)).map((day) => `${day} is not a day of the week`),
    ...Object.keys(others).map((name) => `the simulator does not know ${name} of a schedule`),
    ...faultsOf(
      [!isDaily && hours.length + minutes.length > 0, "hours and minutes require the frequency Day or Week"],
      [on !== undefined && frequency !== "Week", "weekDays requires the frequency Week"],
      [on !== undefined && on.length === 0, "weekDays names no day"],
    ),
  ];
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

/** An action may run only after one in the same list of actions. */
function orderFaults(actions: Inputs): string[] {
  return [
    ...Object.entries<Inputs>(actions).flatMap(([name, { runAfter = {} }]) =>
      Object.entries<string[]>(runAfter).flatMap(([before, on]) =>
        faultsOf(
          [
            !Object.hasOwn(actions, before),
            `action ${name}: it runs after ${before}, which is not in the same list of actions`,
          ],
          [!on.every((outcome) => outcomes.includes(outcome)), `action ${name}: ${on.join(", ")} is not an outcome`],
        ),
      ),
    ),
    ...Object.values<Inputs>(actions).flatMap((action) => [
      ...orderFaults(action["actions"] ?? {}),
      ...orderFaults(action["else"]?.["actions"] ?? {}),
    ]),
  ];
}

function actionFaults({ type, inputs = {}, expression, limit }: Inputs, hasIdentity: boolean): string[] {
  const { method, uri, authentication, interval } = inputs as Inputs;
  if (type === "If") return faultsOf([expression === undefined, "an If needs an expression"]);
  if (type === "Until") return loopFaults(expression, limit ?? {});
  if (type === "Wait") {
    return faultsOf([
      !isWithin(interval?.["count"], 1, Number.MAX_SAFE_INTEGER) ||
        !Object.hasOwn(longestIntervals, interval?.["unit"]),
      "a Wait needs an interval of a count and a unit",
    ]);
  }
  if (type !== "Http") return [`the simulator does not know actions of type ${type}`];
  return faultsOf(
    [!["GET", "PUT", "POST", "PATCH", "DELETE"].includes(method), `${method} is not a method`],
    [!/^https?:\/\/[^/]+\//.test(uri ?? ""), `${uri} is not an address`],
    [
      authentication?.["type"] === "ManagedServiceIdentity" && !hasIdentity,
      "it calls by the identity of a Logic App that has none",
    ],
  );
}

/** The first look comes after the first iteration, so that a loop may read what is inside it. */
function loopFaults(expression: unknown, { count = 60, timeout = "PT1H" }: Inputs): string[] {
  return faultsOf(
    [typeof expression !== "string" || !expression.startsWith("@"), "an Until needs an expression, as text"],
    [!isWithin(count, 1, mostIterations), `the count ${count} is not from 1 to ${mostIterations}`],
    [
      !/^P(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/.test(timeout),
      `the timeout ${timeout} is not an ISO 8601 duration`,
    ],
  );
}

/** Texts that start with @ are expressions, in which each bracket is closed and each action that they read is there. */
function expressionFaults({ inputs, expression }: Inputs, names: readonly string[]): string[] {
  return texts([inputs, expression])
    .filter((text) => text.startsWith("@"))
    .flatMap((text) => [
      ...faultsOf([!isBalanced(text), `the brackets of ${text} do not close`]),
      ...[...text.matchAll(/\b(?:body|outputs|actions)\('([^']*)'\)/g)]
        .filter(([, name]) => !names.includes(name!))
        .map(([, name]) => `it reads the action ${name}, which is not there`),
    ]);
}

function isBalanced(expression: string): boolean {
  const brackets = expression.replace(/'(?:[^']|'')*'/g, "").replace(/[^()[\]]/g, "");
  let rest = brackets;
  while (/\(\)|\[\]/.test(rest)) rest = rest.replace(/\(\)|\[\]/g, "");
  return rest === "";
}

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}
