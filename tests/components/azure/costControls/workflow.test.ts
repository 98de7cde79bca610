import { weekDays } from "../../../../facts/azure/workflows";
import { endWorkflow, startWorkflow, stopWorkflow } from "../../../../components/azure/costControls/workflow";
import { logicModels } from "../../../../simulator/azure/logic";
import { refusals } from "../../../simulator/helpers";
import { type Actions, type Azure, Run, actionsOf, flat } from "./logicApp";

const group = "/subscriptions/1/resourceGroups/lab";
const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/aks`;
const host = `${group}/providers/Microsoft.Compute/virtualMachines/host`;
const times = { stopAt: "18:05", timeZone: "Korea Standard Time", days: weekDays } as const;

/** Method and address of each call, with the conditions under which it is made. */
function calls(actions: Actions, under: unknown[] = []): [string, string, unknown[]][] {
  return Object.values(actions).flatMap((action): [string, string, unknown[]][] => [
    ...(action.type === "Http"
      ? [[action.inputs!.method!, action.inputs!.uri!, under] as [string, string, unknown[]]]
      : []),
    ...calls(action.actions ?? {}, [...under, action.expression]),
    ...calls(action.else?.actions ?? {}, [...under, { not: action.expression }]),
  ]);
}

const at = (path: string) => `https://management.azure.com${path}`;
const stopping = stopWorkflow(times, { cluster, host });
const starting = startWorkflow({ ...times, startAt: "08:30" }, { cluster, host });
const ending = endWorkflow("2027-01-29T18:00:00+09:00", group);

describe.each([
  ["the workflow that stops", stopping],
  ["the one that stops a lab without a Docker host", stopWorkflow(times, { cluster })],
  ["the workflow that starts", starting],
  ["the workflow that deletes", ending],
])("%s", (_which, definition) => {
  it("is accepted by Logic Apps", () => {
    const inputs = { resourceGroupName: "lab", identity: { type: "SystemAssigned" }, definition };
    expect(refusals(logicModels, "azure-native:logic:Workflow", inputs)).toEqual([]);
  });

  it("calls Azure by its own identity, and does not poll operations, for which it has no right", () => {
    const http = flat(actionsOf(definition)).filter(([, { type }]) => type === "Http");
    for (const [, { inputs, operationOptions }] of http) {
      expect(inputs!.authentication).toEqual({
        type: "ManagedServiceIdentity",
        audience: "https://management.azure.com/",
      });
      expect(operationOptions).toBe(inputs!.method === "GET" ? undefined : "DisableAsyncPattern");
    }
    expect(http).not.toEqual([]);
  });
});

describe("stopWorkflow", () => {
  it("runs on the days and at the time of the zone, never immediately: its start is in the past", () => {
    const triggers = (changes: object) => stopWorkflow({ ...times, ...changes }, { cluster }).triggers;
    const recurrence = (weekDays: readonly string[], hour: number, minute: number, timeZone: string) => ({
      type: "Recurrence",
      recurrence: {
        frequency: "Week",
        interval: 1,
        startTime: "2024-01-01T00:00:00",
        timeZone,
        schedule: { weekDays, hours: [hour], minutes: [minute] },
      },
    });
    expect(triggers({})).toEqual({ At_curfew: recurrence(weekDays, 18, 5, "Korea Standard Time") });
    expect(triggers({ stopAt: "00:30", timeZone: "UTC", days: ["Friday"] })).toEqual({
      At_curfew: recurrence(["Friday"], 0, 30, "UTC"),
    });
  });

  it("calls nothing but cluster and host, and stops them independently", () => {
    expect(calls(actionsOf(stopping)).map(([method, uri]) => [method, uri])).toEqual([
      ["GET", at(`${cluster}?api-version=2025-09-01`)],
      ["POST", at(`${cluster}/stop?api-version=2025-09-01`)],
      ["GET", at(`${host}?$expand=instanceView&api-version=2024-11-01`)],
      ["POST", at(`${host}/deallocate?api-version=2024-11-01`)],
    ]);
    expect(Object.values(actionsOf(stopping)).map(({ runAfter }) => runAfter)).toEqual([{}, {}]);
  });
});

describe("startWorkflow", () => {
  it("runs on the same days and in the same zone, at the start", () => {
    const { recurrence } = starting.triggers["Before_class"] as { recurrence: { schedule: object } };
    const { recurrence: stop } = stopping.triggers["At_curfew"] as { recurrence: { schedule: object } };
    expect(recurrence).toEqual({ ...stop, schedule: { ...stop.schedule, hours: [8], minutes: [30] } });
  });

  it("calls nothing but cluster and host, and starts them independently", () => {
    expect(calls(actionsOf(starting)).map(([method, uri]) => [method, uri])).toEqual([
      ["GET", at(`${cluster}?api-version=2025-09-01`)],
      ["POST", at(`${cluster}/start?api-version=2025-09-01`)],
      ["GET", at(`${host}?$expand=instanceView&api-version=2024-11-01`)],
      ["POST", at(`${host}/start?api-version=2024-11-01`)],
    ]);
    expect(Object.values(actionsOf(starting)).map(({ runAfter }) => runAfter)).toEqual([{}, {}]);
  });
});

/** A cluster that takes ten minutes to change, as AKS answers for it. @param from the first minute at which it takes a call */
function aks(power: string, from = 0): Azure {
  let [target, done] = [power, 0];
  const verbs: Record<string, string> = { stop: "Stopped", start: "Running" };
  return (method, path, minute) => {
    const busy =
      minute < done ? (target === "Stopped" ? "Stopping" : "Starting") : minute < from ? "Updating" : undefined;
    if (method === "GET") {
      return {
        status: 200,
        body: { properties: { powerState: { code: target }, provisioningState: busy ?? "Succeeded" } },
      };
    }
    if (busy !== undefined) return { status: 409 };
    [target, done] = [verbs[/\/(\w+)\?/.exec(path)![1]!]!, minute + 10];
    return { status: 202 };
  };
}

/** A machine whose power state changes at once. */
function machine(power: string): Azure {
  let state = power;
  return (method, path) => {
    if (method === "GET") {
      return { status: 200, body: { properties: { instanceView: { statuses: [{ code: `PowerState/${state}` }] } } } };
    }
    state = path.includes("/deallocate") ? "deallocated" : "running";
    return { status: 202 };
  };
}

/** The calls of a run that change something, each with its minute, how the run ends, and after how many minutes. */
function outcomeOf(definition: { actions: unknown }, azure: Azure) {
  const run = new Run(azure);
  const outcome = run.all(actionsOf(definition));
  return { outcome, minutes: run.minute, calls: run.changes.map(([, path, minute]) => [verbIn(path), minute]) };
}

const verbIn = (path: string) => /\/(\w+)\?/.exec(path)?.[1];
const stopCluster = stopWorkflow(times, { cluster });
const startCluster = startWorkflow({ ...times, startAt: "08:30" }, { cluster });

describe("a run of the curfew", () => {
  it("stops a cluster that runs, once, and ends when it has stopped", () => {
    expect(outcomeOf(stopCluster, aks("Running"))).toEqual({ outcome: "Succeeded", minutes: 10, calls: [["stop", 0]] });
  });

  it("does nothing to a cluster that is stopped already, and waits for nothing", () => {
    expect(outcomeOf(stopCluster, aks("Stopped"))).toEqual({ outcome: "Succeeded", minutes: 0, calls: [] });
  });

  it("waits for another operation to end, and then stops the cluster", () => {
    const busy = outcomeOf(stopCluster, aks("Running", 23));
    expect(busy).toEqual({ outcome: "Succeeded", minutes: 35, calls: [["stop", 25]] });
  });

  it.each([401, 403])("tries again while Azure does not know its right yet (%d)", (status) => {
    const later = aks("Running");
    const unknown: Azure = (method, path, minute) => (minute < 20 ? { status } : later(method, path, minute));
    expect(outcomeOf(stopCluster, unknown)).toMatchObject({ outcome: "Succeeded", calls: [["stop", 20]] });
  });

  it("stops again what failed to stop", () => {
    let attempts = 0;
    const failing: Azure = (method) => {
      if (method !== "GET") return { status: ++attempts ? 202 : 500 };
      const provisioningState = attempts === 0 ? "Succeeded" : attempts < 3 ? "Failed" : "Succeeded";
      return {
        status: 200,
        body: { properties: { powerState: { code: attempts < 3 ? "Running" : "Stopped" }, provisioningState } },
      };
    };
    expect(outcomeOf(stopCluster, failing)).toMatchObject({
      outcome: "Succeeded",
      calls: [
        ["stop", 0],
        ["stop", 5],
        ["stop", 10],
      ],
    });
  });

  it("gives up after an hour, and the run is shown as failed", () => {
    expect(outcomeOf(stopCluster, aks("Running", 600))).toEqual({ outcome: "Failed", minutes: 60, calls: [] });
    expect(outcomeOf(stopCluster, () => ({ status: 403 }))).toEqual({ outcome: "Failed", minutes: 60, calls: [] });
  });

  it("gives up when it is time to start again, so that the two do not work against each other", () => {
    const short = { ...times, stopAt: "23:50", startAt: "00:20" };
    const stuck = aks("Running", 600);
    expect(outcomeOf(stopWorkflow(short, { cluster }), stuck).minutes).toBe(30);
    expect(outcomeOf(startWorkflow({ ...short, startAt: "23:10" }, { cluster }), aks("Stopped", 600)).minutes).toBe(40);
  });

  it("starts a cluster that is stopped, and does nothing to one that runs", () => {
    expect(outcomeOf(startCluster, aks("Stopped"))).toEqual({
      outcome: "Succeeded",
      minutes: 10,
      calls: [["start", 0]],
    });
    expect(outcomeOf(startCluster, aks("Running"))).toEqual({ outcome: "Succeeded", minutes: 0, calls: [] });
  });

  it.each([
    ["running", [["deallocate", 0]]],
    ["stopped", [["deallocate", 0]]],
    ["deallocating", []],
    ["deallocated", []],
  ])("deallocates a Docker host that is %s by these calls: %j", (state, expected) => {
    const definition = { actions: { Host: actionsOf(stopping)["Until_host_is_deallocated"] } };
    const azure: Azure = (method, path, minute) =>
      machine(state === "deallocating" && minute > 0 ? "deallocated" : state)(method, path, minute);
    const host = state === "deallocating" ? azure : machine(state);
    expect(outcomeOf(definition, host)).toMatchObject({ outcome: "Succeeded", calls: expected });
  });

  it("starts a Docker host again for which Azure had no room", () => {
    const definition = { actions: { Host: actionsOf(starting)["Until_host_is_running"] } };
    const started = machine("deallocated");
    const full: Azure = (method, path, minute) =>
      method !== "GET" && minute < 10 ? { status: 202 } : started(method, path, minute);
    expect(outcomeOf(definition, full)).toEqual({
      outcome: "Succeeded",
      minutes: 15,
      calls: [
        ["start", 0],
        ["start", 5],
        ["start", 10],
      ],
    });
  });
});

describe("endWorkflow", () => {
  it("starts at the instant, in UTC, and again each hour", () => {
    expect(ending.triggers).toEqual({
      Each_hour_from_the_end: {
        type: "Recurrence",
        recurrence: { frequency: "Hour", interval: 1, startTime: "2027-01-29T09:00:00Z" },
      },
    });
  });

  it("deletes the group and nothing else, and only once the instant is reached", () => {
    const over = { and: [{ greaterOrEquals: ["@ticks(utcNow())", "@ticks('2027-01-29T09:00:00Z')"] }] };
    expect(calls(actionsOf(ending))).toEqual([["DELETE", at(`${group}?api-version=2021-04-01`), [over]]]);
  });

  it("does not wait: a waiting run would delete even if the instant is moved", () => {
    expect(flat(actionsOf(ending)).map(([, { type }]) => type)).toEqual(["If", "Http"]);
  });

  it.each([
    ["2027-01-29T18:00:00.001+09:00", "2027-01-29T09:00:01Z"],
    ["2027-01-29T18:00:00.999Z", "2027-01-29T18:00:01Z"],
    ["2026-12-31T23:30:00-05:00", "2027-01-01T04:30:00Z"],
    ["2027-01-29T09:00:00Z", "2027-01-29T09:00:00Z"],
  ])("is never early: for %s it is %s, in start and condition alike", (endsAt, utc) => {
    const text = JSON.stringify(endWorkflow(endsAt, group));
    expect(text.match(/\d{4}-\d\d-\d\dT[^"']*/g)).toEqual([utc, utc]);
  });

  it("changes with the instant, and not with its time zone", () => {
    expect(endWorkflow("2027-01-30T18:00:00+09:00", group)).not.toEqual(ending);
    expect(endWorkflow("2027-01-29T09:00:00Z", group)).toEqual(ending);
  });
});
