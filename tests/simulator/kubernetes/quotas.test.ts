import { coreModels } from "../../../simulator/kubernetes/core";
import type { Inputs } from "../../../simulator/model";
import { refusals } from "../helpers";

const quotaFaults = (inputs: Inputs) => refusals(coreModels, "kubernetes:core/v1:ResourceQuota", inputs);
const limitRangeFaults = (inputs: Inputs) => refusals(coreModels, "kubernetes:core/v1:LimitRange", inputs);

describe("a quota", () => {
  const of = (hard?: Inputs) => quotaFaults({ spec: hard && { hard } });

  it("limits something, by quantities", () => {
    expect(of({ pods: "10", "requests.cpu": "200m", "limits.memory": "1Gi", "count/deployments.apps": 5 })).toEqual([]);
  });

  it("limits nothing without any", () => {
    const fault = ["it limits nothing"];
    expect(of({})).toEqual(fault);
    expect(of()).toEqual(fault);
    expect(quotaFaults({})).toEqual(fault);
  });

  it("is refused for each amount that is not a quantity", () => {
    expect(of({ pods: "ten", "requests.cpu": "200m", "limits.memory": "1GB", services: "-1" })).toEqual([
      'the quota of pods is "ten", which is not a quantity',
      'the quota of limits.memory is "1GB", which is not a quantity',
      'the quota of services is "-1", which is not a quantity',
    ]);
  });
});

describe("a limit range", () => {
  const of = (...limits: Inputs[]) => limitRangeFaults({ spec: { limits } });
  const cpu = (amount: string) => ({ cpu: amount });

  it("may have bounds that rise, or are the same", () => {
    expect(
      of({
        type: "Container",
        min: { cpu: "1m", memory: "4Mi" },
        defaultRequest: { cpu: "20m", memory: "64Mi" },
        default: { cpu: "0.02", memory: "128Mi" },
        max: { cpu: "1", memory: "128Mi" },
      }),
    ).toEqual([]);
    expect(of({ type: "Pod", max: cpu("1") }, { type: "PersistentVolumeClaim", max: { storage: "5Gi" } })).toEqual([]);
    expect(limitRangeFaults({})).toEqual([]);
  });

  it.each([
    ["min", "defaultRequest"],
    ["min", "default"],
    ["min", "max"],
    ["defaultRequest", "default"],
    ["defaultRequest", "max"],
    ["default", "max"],
  ])("has no %s above its %s", (low, high) => {
    expect(of({ type: "Container", [low]: cpu("0.5"), [high]: cpu("400m") })).toEqual([
      `Container: ${low} of cpu is 0.5, and ${high} only 400m`,
    ]);
    expect(of({ type: "Container", [low]: cpu("0.4"), [high]: cpu("400m") })).toEqual([]);
    expect(of({ type: "Container", [low]: cpu("0.5"), [high]: { memory: "1Mi" } })).toEqual([]);
  });

  it.each(["Pod", "PersistentVolumeClaim"])("gives defaults to containers only, not to a %s", (type) => {
    const fault = [`${type}: only a Container has defaults`];
    expect(of({ type, default: cpu("1") })).toEqual(fault);
    expect(of({ type, defaultRequest: cpu("1") })).toEqual(fault);
    expect(of({ type: "Container", default: cpu("1"), defaultRequest: cpu("1") })).toEqual([]);
  });

  it("is refused for each amount that is not a quantity, and then not compared", () => {
    expect(
      of({ type: "Pod", min: cpu("two"), max: cpu("1") }, { type: "Container", default: { memory: "1MB" } }),
    ).toEqual([
      'Pod: min of cpu is "two", which is not a quantity',
      'Container: default of memory is "1MB", which is not a quantity',
    ]);
  });
});
