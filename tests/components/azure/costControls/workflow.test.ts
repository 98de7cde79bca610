import { weekDays } from "../../../../facts/azure/workflows";
import { endWorkflow, stopWorkflow } from "../../../../components/azure/costControls/workflow";
import { logicModels } from "../../../../simulator/azure/logic";
import { refusals } from "../../../simulator/helpers";

const group = "/subscriptions/1/resourceGroups/lab";
const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/aks`;
const host = `${group}/providers/Microsoft.Compute/virtualMachines/host`;
const times = { stopAt: "18:05", timeZone: "Korea Standard Time", days: weekDays } as const;

interface Action {
  type: string;
  runAfter: Record<string, string[]>;
  inputs?: { method: string; uri: string; authentication: object };
  operationOptions?: string;
  expression?: unknown;
  actions?: Record<string, Action>;
  else?: { actions: Record<string, Action> };
}

function actionsOf(definition: { actions: unknown }): Record<string, Action> {
  return definition.actions as Record<string, Action>;
}

/** Every action with its name, those inside others too. */
function flat(actions: Record<string, Action>): [string, Action][] {
  return Object.entries(actions).flatMap(([name, action]): [string, Action][] => [
    [name, action],
    ...flat({ ...action.actions, ...action.else?.actions }),
  ]);
}

/** Method and address of each call, with the conditions under which it is made. */
function calls(actions: Record<string, Action>, under: unknown[] = []): [string, string, unknown[]][] {
  return Object.values(actions).flatMap((action): [string, string, unknown[]][] => [
    ...(action.type === "Http"
      ? [[action.inputs!.method, action.inputs!.uri, under] as [string, string, unknown[]]]
      : []),
    ...calls(action.actions ?? {}, [...under, action.expression]),
    ...calls(action.else?.actions ?? {}, [...under, { not: action.expression }]),
  ]);
}

const at = (path: string) => `https://management.azure.com${path}`;
const stopping = stopWorkflow(times, { cluster, host });
const ending = endWorkflow("2027-01-29T18:00:00+09:00", group);

describe.each([
  ["the workflow that stops", stopping],
  ["the one that stops a lab without a Docker host", stopWorkflow(times, { cluster })],
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

  it("stops the cluster only if it runs, since Azure refuses to stop it twice", () => {
    const running = { and: [{ equals: ["@body('Read_cluster')?['properties']?['powerState']?['code']", "Running"] }] };
    expect(calls(actionsOf(stopWorkflow(times, { cluster })))).toEqual([
      ["GET", at(`${cluster}?api-version=2025-09-01`), []],
      ["POST", at(`${cluster}/stop?api-version=2025-09-01`), [running]],
    ]);
  });

  it("deallocates the host unless it already is, ten minutes later, after its own shutdown", () => {
    const states = "@string(body('Read_host')?['properties']?['instanceView']?['statuses'])";
    const billed = { and: [{ not: { contains: [states, "PowerState/deallocat"] } }] };
    expect(calls(actionsOf(stopping)).filter(([, uri]) => uri.includes(host))).toEqual([
      ["GET", at(`${host}?$expand=instanceView&api-version=2024-11-01`), []],
      ["POST", at(`${host}/deallocate?api-version=2024-11-01`), [billed]],
    ]);
    expect(actionsOf(stopping)["Wait_for_own_shutdown"]).toEqual({
      type: "Wait",
      inputs: { interval: { count: 10, unit: "Minute" } },
      runAfter: {},
    });
  });

  it("stops cluster and host independently", () => {
    expect(Object.entries(actionsOf(stopping)).map(([name, { runAfter }]) => [name, runAfter])).toEqual([
      ["Read_cluster", {}],
      ["If_cluster_runs", { Read_cluster: ["Succeeded"] }],
      ["Wait_for_own_shutdown", {}],
      ["Read_host", { Wait_for_own_shutdown: ["Succeeded"] }],
      ["If_host_is_billed", { Read_host: ["Succeeded"] }],
    ]);
  });

  it("deletes nothing, and calls nothing but cluster and host", () => {
    for (const [method, uri] of calls(actionsOf(stopping))) {
      expect(method).not.toBe("DELETE");
      expect([cluster, host].some((id) => uri.startsWith(at(id)))).toBe(true);
    }
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
