import type { WeekDay } from "../../../facts/azure/workflows";

/**
 * What the curfew's Logic Apps do, in Azure's workflow definition language (Learn, "Schema reference for trigger and
 * action types in Azure Logic Apps"). They only call Azure's own API: nothing is uploaded and no script runs.
 */

/** When the lab is switched off. */
export interface CurfewTimes {
  /** `HH:MM` in the time zone. */
  readonly stopAt: string;
  /** Windows' name of the zone, which is what Azure takes. */
  readonly timeZone: string;
  readonly days: readonly WeekDay[];
}

/** Ids of what is switched off. */
export interface StopTargets {
  readonly cluster: string;
  /** The Docker host, if there is one. */
  readonly host?: string | undefined;
}

interface Action {
  readonly type: string;
  readonly runAfter: Readonly<Record<string, readonly string[]>>;
  readonly [property: string]: unknown;
}

type Actions = Readonly<Record<string, Action>>;

/** Versions of the calls. Those of cluster and host are the ones that the rest of the lab uses. */
const apiVersions = { cluster: "2025-09-01", host: "2024-11-01", group: "2021-04-01" };

/** Any Monday in the past. Without a start, the first run would be immediate: each `up` would stop the lab. */
const longAgo = "2024-01-01T00:00:00";

/**
 * Stops the cluster and deallocates the Docker host, independently, so that if one fails the other is still switched off.
 * The state is read first: Azure refuses to stop what is stopped already, and a run that has nothing to do must not fail.
 */
export function stopWorkflow({ stopAt, timeZone, days: weekDays }: CurfewTimes, { cluster, host }: StopTargets) {
  const [hour, minute] = stopAt.split(":").map(Number);
  const schedule = { weekDays, hours: [hour], minutes: [minute] };
  return workflow(
    { At_curfew: recurrence({ frequency: "Week", interval: 1, startTime: longAgo, timeZone, schedule }) },
    { ...stopCluster(cluster), ...(host !== undefined && deallocateHost(host)) },
  );
}

function stopCluster(id: string): Actions {
  const state = "@body('Read_cluster')?['properties']?['powerState']?['code']";
  return {
    Read_cluster: call("GET", `${id}?api-version=${apiVersions.cluster}`),
    If_cluster_runs: when(
      { equals: [state, "Running"] },
      { Stop_cluster: call("POST", `${id}/stop?api-version=${apiVersions.cluster}`) },
      "Read_cluster",
    ),
  };
}

function deallocateHost(id: string): Actions {
  // A machine that was shut down from within is still billed. `deallocat` matches both `deallocating` and `deallocated`.
  const states = "@string(body('Read_host')?['properties']?['instanceView']?['statuses'])";
  return {
    // The host's own shutdown may be at the same time, and Azure refuses a second operation while the first one runs.
    Wait_for_own_shutdown: { type: "Wait", inputs: { interval: { count: 10, unit: "Minute" } }, runAfter: {} },
    Read_host: call("GET", `${id}?$expand=instanceView&api-version=${apiVersions.host}`, "Wait_for_own_shutdown"),
    If_host_is_billed: when(
      { not: { contains: [states, "PowerState/deallocat"] } },
      { Deallocate_host: call("POST", `${id}/deallocate?api-version=${apiVersions.host}`) },
      "Read_host",
    ),
  };
}

/**
 * Deletes a resource group, and this Logic App with it: at an instant, and again each hour until it is gone. Each run checks
 * the clock, so a run that is early (started by hand, or after the app was disabled) deletes nothing. No run waits for the
 * instant: it would still delete at that time after the instant has been moved.
 *
 * @param endsAt ISO 8601, with its offset.
 */
export function endWorkflow(endsAt: string, resourceGroup: string) {
  const startTime = utcSecond(endsAt);
  return workflow(
    { Each_hour_from_the_end: recurrence({ frequency: "Hour", interval: 1, startTime }) },
    {
      If_it_is_over: when(
        { greaterOrEquals: ["@ticks(utcNow())", `@ticks('${startTime}')`] },
        { Delete_group: call("DELETE", `${resourceGroup}?api-version=${apiVersions.group}`) },
      ),
    },
  );
}

/** A recurrence accepts neither an offset nor a fraction of a second. Rounded up: nothing may happen too early. */
function utcSecond(instant: string): string {
  const milliseconds = Math.ceil(Date.parse(instant) / 1000) * 1000;
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}

function workflow(triggers: Readonly<Record<string, unknown>>, actions: Actions) {
  return {
    $schema:
      "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    contentVersion: "1.0.0.0",
    triggers,
    actions,
  };
}

function recurrence(recurrence: Readonly<Record<string, unknown>>) {
  return { type: "Recurrence", recurrence };
}

function when(condition: object, actions: Actions, after?: string): Action {
  return { type: "If", expression: { and: [condition] }, actions, else: { actions: {} }, runAfter: runAfter(after) };
}

/** A call of Azure Resource Manager, by the Logic App's own identity. */
function call(method: "GET" | "POST" | "DELETE", path: string, after?: string): Action {
  return {
    type: "Http",
    inputs: {
      method,
      uri: `https://management.azure.com${path}`,
      authentication: { type: "ManagedServiceIdentity", audience: "https://management.azure.com/" },
    },
    // Azure answers 202 and continues on its own. Polling it, the default, would require rights beyond these resources.
    ...(method !== "GET" && { operationOptions: "DisableAsyncPattern" }),
    runAfter: runAfter(after),
  };
}

function runAfter(action: string | undefined): Action["runAfter"] {
  return action === undefined ? {} : { [action]: ["Succeeded"] };
}
