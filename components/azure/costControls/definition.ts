/**
 * The parts of Azure's workflow definition language that the lab uses (Learn, "Schema reference for trigger and action types
 * in Azure Logic Apps"). An action only calls Azure's own API: nothing is uploaded and no script runs.
 */

export interface Action {
  readonly type: string;
  readonly runAfter: Readonly<Record<string, readonly string[]>>;
  readonly [property: string]: unknown;
}

export type Actions = Readonly<Record<string, Action>>;

/** Minutes between two attempts. */
const pauseMinutes = 5;

export function workflow(triggers: Readonly<Record<string, unknown>>, actions: Actions) {
  return {
    $schema:
      "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    contentVersion: "1.0.0.0",
    triggers,
    actions,
  };
}

export function recurrence(recurrence: Readonly<Record<string, unknown>>) {
  return { type: "Recurrence", recurrence };
}

/** Runs actions if a condition is met. @param after the action before it, whatever comes of that @default none */
export function when(condition: object, actions: Actions, after?: string): Action {
  return { type: "If", expression: condition, actions, else: { actions: {} }, runAfter: afterEnd(after) };
}

/** A call of Azure Resource Manager, by the Logic App's own identity. */
export function call(method: "GET" | "POST" | "DELETE", path: string): Action {
  return {
    type: "Http",
    inputs: {
      method,
      uri: `https://management.azure.com${path}`,
      authentication: { type: "ManagedServiceIdentity", audience: "https://management.azure.com/" },
    },
    // Azure answers 202 and continues on its own. Polling it, the default, would require rights beyond these resources.
    ...(method !== "GET" && { operationOptions: "DisableAsyncPattern" }),
    runAfter: {},
  };
}

/** What is brought about, and how an answer of Azure shows it. Names are those of actions, with underscores. */
export interface Goal {
  /** Names the resource, such as `cluster`. */
  readonly resource: string;
  /** Names the state, such as `stopped`. */
  readonly state: string;
  readonly read: Action;
  /** An expression, without its `@`, that is true once the state is reached. */
  readonly reached: string;
  /** One that is true while Azure would take the call. */
  readonly ready: string;
  /** The call and its name, such as `Stop_cluster`. */
  readonly change: Actions;
}

/**
 * Reads a state and makes a call until the state is reached: every five minutes, for so many minutes. Nothing that fails on the
 * way ends it: Azure refuses a call while another operation runs, answers 403 as long as it does not know a new right, and may
 * lack machines. If it never succeeds, the run is shown as failed.
 */
export function until({ resource, state, read, reached, ready, change }: Goal, minutes: number): Actions {
  const attempt: Actions = {
    [`If_ready_for_${resource}`]: when(isTrue(ready), change),
    [`Wait_for_${resource}`]: {
      type: "Wait",
      inputs: { interval: { count: pauseMinutes, unit: "Minute" } },
      runAfter: afterEnd(`If_ready_for_${resource}`),
    },
  };
  return {
    [`Until_${resource}_is_${state}`]: {
      type: "Until",
      actions: {
        [`Read_${resource}`]: read,
        [`Unless_${resource}_is_${state}`]: when({ and: [{ not: equality(reached) }] }, attempt, `Read_${resource}`),
      },
      expression: `@${reached}`,
      limit: { count: Math.ceil(minutes / pauseMinutes), timeout: `PT${minutes}M` },
      operationOptions: "FailWhenLimitsReached",
      runAfter: {},
    },
  };
}

export function isTrue(expression: string): object {
  return { and: [equality(expression)] };
}

function equality(expression: string): object {
  return { equals: [`@${expression}`, true] };
}

/** After an action has ended, in whatever way. */
function afterEnd(action: string | undefined): Action["runAfter"] {
  return action === undefined ? {} : { [action]: ["Succeeded", "Failed", "Skipped", "TimedOut"] };
}
