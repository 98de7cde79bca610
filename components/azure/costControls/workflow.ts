import type { WeekDay } from "../../../facts/azure/workflows";
import { minutesBetween } from "../../../lib/timeOfDay";
import { type Goal, call, recurrence, until, when, workflow } from "./definition";

/** What the curfew's Logic Apps do. */

/** When the lab is switched off, and on again. */
export interface CurfewTimes {
  /** `HH:MM` in the time zone. */
  readonly stopAt: string;
  /** The same. @default it is not switched on */
  readonly startAt?: string | undefined;
  /** Windows' name of the zone, which is what Azure takes. */
  readonly timeZone: string;
  readonly days: readonly WeekDay[];
}

/** The times of a lab that is switched on, too. */
export type StartTimes = CurfewTimes & { readonly startAt: string };

/** Ids of what is switched off and on. */
export interface CurfewTargets {
  readonly cluster: string;
  /** The Docker host, if there is one. */
  readonly host?: string | undefined;
}

/** Versions of the calls. Those of cluster and host are the ones that the rest of the lab uses. */
const apiVersions = { cluster: "2025-09-01", host: "2024-11-01", group: "2021-04-01" };

/** Any Monday in the past. Without a start, the first run would be immediate: each `up` would stop the lab. */
const longAgo = "2024-01-01T00:00:00";

/** Minutes for which a state is tried. */
const longestTry = 60;

/** Stops the cluster and deallocates the Docker host, independently, so that if one fails the other is still switched off. */
export function stopWorkflow(times: CurfewTimes, { cluster, host }: CurfewTargets) {
  return curfewWorkflow(
    times,
    "At_curfew",
    times.stopAt,
    times.startAt,
    clusterGoal(cluster, { state: "stopped", power: "Stopped", verb: "Stop" }),
    host === undefined
      ? undefined
      : hostGoal(host, { state: "deallocated", under: "deallocating", verb: "Deallocate" }),
  );
}

/** Starts the cluster and the Docker host, independently. The host's own schedule only shuts it down. */
export function startWorkflow(times: StartTimes, { cluster, host }: CurfewTargets) {
  return curfewWorkflow(
    times,
    "Before_class",
    times.startAt,
    times.stopAt,
    clusterGoal(cluster, { state: "running", power: "Running", verb: "Start" }),
    host === undefined ? undefined : hostGoal(host, { state: "running", under: "starting", verb: "Start" }),
  );
}

/** @param next when the opposite is due: by then this one has given up */
function curfewWorkflow(
  { timeZone, days: weekDays }: CurfewTimes,
  trigger: string,
  at: string,
  next: string | undefined,
  ...goals: readonly (Goal | undefined)[]
) {
  const [hour, minute] = at.split(":").map(Number);
  const schedule = { weekDays, hours: [hour], minutes: [minute] };
  const minutes = next === undefined ? longestTry : Math.min(longestTry, minutesBetween(at, next));
  const actions = goals.flatMap((goal) => (goal ? Object.entries(until(goal, minutes)) : []));
  return workflow(
    { [trigger]: recurrence({ frequency: "Week", interval: 1, startTime: longAgo, timeZone, schedule }) },
    Object.fromEntries(actions),
  );
}

/**
 * While AKS stops a cluster, its power state is Stopped already and its provisioning state Stopping (azure-aks-docs,
 * `start-stop-cluster.md`, 2026-07). As long as an operation runs, AKS refuses another one.
 */
function clusterGoal(id: string, { state, power, verb }: { state: string; power: string; verb: string }): Goal {
  const properties = "body('Read_cluster')?['properties']";
  const provisioning = `${properties}?['provisioningState']`;
  return {
    resource: "cluster",
    state,
    read: call("GET", `${id}?api-version=${apiVersions.cluster}`),
    reached: `and(equals(${properties}?['powerState']?['code'], '${power}'), equals(${provisioning}, 'Succeeded'))`,
    ready: `contains(createArray('Succeeded', 'Failed', 'Canceled'), coalesce(${provisioning}, ''))`,
    change: {
      [`${verb}_cluster`]: call("POST", `${id}/${verb.toLowerCase()}?api-version=${apiVersions.cluster}`),
    },
  };
}

/** A machine that was shut down from within is still billed, until it is deallocated. */
function hostGoal(id: string, { state, under, verb }: { state: string; under: string; verb: string }): Goal {
  const states = "string(body('Read_host')?['properties']?['instanceView']?['statuses'])";
  const has = (power: string) => `contains(${states}, 'PowerState/${power}')`;
  return {
    resource: "host",
    state,
    read: call("GET", `${id}?$expand=instanceView&api-version=${apiVersions.host}`),
    reached: has(state),
    ready: `not(${has(under)})`,
    change: { [`${verb}_host`]: call("POST", `${id}/${verb.toLowerCase()}?api-version=${apiVersions.host}`) },
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
        { and: [{ greaterOrEquals: ["@ticks(utcNow())", `@ticks('${startTime}')`] }] },
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
