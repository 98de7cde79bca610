import {
  type SpaceQuota,
  capsOf,
  limitsSpec,
  noNeighbours,
  noPriority,
  quotaSpec,
  reservedAnnotations,
  volumeGibibytes,
} from "../../../../components/kubernetes/students/limits";
import { quantity } from "../../../../lib/quantity";
import { coreModels } from "../../../../simulator/kubernetes/core";
import { refusals } from "../../../simulator/helpers";

const byDefault: SpaceQuota = { milliCpu: 200, mebibytes: 640, pods: 10, services: 5, loadBalancers: 1, volumes: 1 };

/** Quotas with even and uneven shares, and the smallest and largest that a stack can set. */
const quotas: [string, SpaceQuota][] = [
  ["the default", byDefault],
  ["one whose shares are uneven", { ...byDefault, milliCpu: 333, mebibytes: 1001, pods: 7 }],
  ["one pod", { ...byDefault, pods: 1 }],
  ["two pods", { ...byDefault, pods: 2 }],
  ["three pods", { ...byDefault, pods: 3 }],
  ["the smallest", { ...byDefault, milliCpu: 50, mebibytes: 192, pods: 1, services: 0, loadBalancers: 0, volumes: 0 }],
  ["the largest", { milliCpu: 16_000, mebibytes: 65_536, pods: 100, services: 50, loadBalancers: 10, volumes: 20 }],
  ["the smallest shares that a stack can have", { ...byDefault, milliCpu: 500, mebibytes: 3200, pods: 100 }],
];

/** The limits for a kind of thing. */
function limitsFor(quota: SpaceQuota, type: string) {
  const [limit, ...more] = limitsSpec(quota).limits as Record<string, Record<string, string>>[] & { type: string }[];
  return [limit!, ...more].find((each) => String(each["type"]) === type)!;
}

const amount = (text: string | undefined) => quantity(text ?? "")!;

describe("the quota of a space", () => {
  it("says what is reserved in annotations", () => {
    expect(reservedAnnotations(byDefault)).toEqual({
      "container-lab/reserved-cpu": "200m",
      "container-lab/reserved-memory": "640Mi",
      "container-lab/reserved-scratch": "640Mi",
    });
  });

  it("has what may be requested and used beyond what is reserved, and a maximum for each kind of object", () => {
    expect(quotaSpec(byDefault)).toEqual({
      hard: {
        "requests.cpu": "1000m",
        "limits.cpu": "5000m",
        "requests.memory": "1280Mi",
        "limits.memory": "2560Mi",
        "requests.ephemeral-storage": "2048Mi",
        "limits.ephemeral-storage": "5120Mi",
        pods: "10",
        "count/pods": "50",
        services: "5",
        "services.loadbalancers": "1",
        "services.nodeports": "5",
        persistentvolumeclaims: "1",
        "requests.storage": "5Gi",
        "count/deployments.apps": "10",
        "count/replicasets.apps": "110",
        "count/statefulsets.apps": "10",
        "count/controllerrevisions.apps": "110",
        "count/jobs.batch": "35",
        "count/cronjobs.batch": "5",
        "count/horizontalpodautoscalers.autoscaling": "5",
        configmaps: "20",
        secrets: "20",
      },
    });
  });

  it("may be zero for some kinds", () => {
    const { hard } = quotaSpec({ ...byDefault, services: 0, loadBalancers: 0, volumes: 0 });
    expect(hard).toMatchObject({
      services: "0",
      "services.loadbalancers": "0",
      "services.nodeports": "0",
      persistentvolumeclaims: "0",
      "requests.storage": "0Gi",
    });
  });

  it("allows no pod that preempts others", () => {
    expect(noPriority).toEqual({
      hard: { pods: "0" },
      scopeSelector: {
        matchExpressions: [
          { scopeName: "PriorityClass", operator: "In", values: ["system-node-critical", "system-cluster-critical"] },
        ],
      },
    });
  });
});

describe("the quota of pods that avoid other spaces", () => {
  it("is zero", () => {
    expect(noNeighbours).toEqual({
      hard: { pods: "0" },
      scopeSelector: { matchExpressions: [{ scopeName: "CrossNamespacePodAffinity", operator: "Exists" }] },
    });
  });
});

describe("the limits of a space", () => {
  it("give a container without requests its share, and a pod and a volume a maximum", () => {
    expect(limitsSpec(byDefault)).toEqual({
      limits: [
        {
          type: "Container",
          defaultRequest: { cpu: "20m", memory: "64Mi", "ephemeral-storage": "64Mi" },
          default: { cpu: "500m", memory: "256Mi", "ephemeral-storage": "512Mi" },
          min: { cpu: "1m", memory: "4Mi", "ephemeral-storage": "1Mi" },
        },
        { type: "Pod", max: { cpu: "2500m", memory: "1280Mi", "ephemeral-storage": "2560Mi" } },
        { type: "PersistentVolumeClaim", max: { storage: "5Gi" } },
      ],
    });
  });

  it.each(quotas)("let as many plain pods run as the quota allows: %s", (_what, quota) => {
    const { hard } = quotaSpec(quota);
    const { defaultRequest, default: limit } = limitsFor(quota, "Container");
    for (const resource of ["cpu", "memory", "ephemeral-storage"] as const) {
      expect(amount(limit![resource]) * quota.pods).toBeLessThanOrEqual(amount(hard[`limits.${resource}`]));
    }
    // Without using more than what is reserved for the space.
    expect(amount(defaultRequest!["cpu"]) * quota.pods).toBeLessThanOrEqual(quota.milliCpu / 1000);
    expect(amount(defaultRequest!["memory"]) * quota.pods).toBeLessThanOrEqual(quota.mebibytes * 2 ** 20);
  });

  it.each(quotas)("admit a pod of three containers that say nothing: %s", (_what, quota) => {
    const { hard } = quotaSpec(quota);
    const { defaultRequest, default: limit, min } = limitsFor(quota, "Container");
    const { max } = limitsFor(quota, "Pod");
    for (const resource of ["cpu", "memory", "ephemeral-storage"] as const) {
      const rising = [min, defaultRequest, limit].map((bounds) => amount(bounds![resource]));
      expect(rising).toEqual([...rising].sort((a, b) => a - b));
      expect(amount(limit![resource]) * 3).toBeLessThanOrEqual(amount(max![resource]));
      expect(amount(max![resource])).toBeLessThanOrEqual(amount(hard[`limits.${resource}`]) / 2);
    }
    for (const resource of ["cpu", "memory"] as const) {
      expect(amount(defaultRequest![resource]) * 3).toBeLessThanOrEqual(amount(hard[`requests.${resource}`]));
    }
  });

  it("admit what manifests of lessons request, in a space of the default size", () => {
    const { hard } = quotaSpec(byDefault);
    const { default: limit } = limitsFor(byDefault, "Container");
    // Three pods of 250m, or two of 500m, also without a limit.
    expect(amount(hard["requests.cpu"])).toBe(1);
    expect(amount(limit!["cpu"])).toBe(0.5);
    expect(amount(limit!["memory"])).toBe(256 * 2 ** 20);
  });

  it("let a space request what a lesson needs, or what is reserved for it if that is more", () => {
    expect(capsOf(byDefault)).toEqual({ requests: { cpu: 1000, memory: 1280 }, limits: { cpu: 5000, memory: 2560 } });
    expect(capsOf({ ...byDefault, milliCpu: 3000, mebibytes: 4096 })).toEqual({
      requests: { cpu: 3000, memory: 4096 },
      limits: { cpu: 15_000, memory: 8192 },
    });
  });

  it.each(quotas)("are accepted by Kubernetes, as is the quota: %s", (_what, quota) => {
    const of = (kind: string, spec: object) =>
      refusals(coreModels, `kubernetes:core/v1:${kind}`, { metadata: { name: "student" }, spec });
    expect([...of("ResourceQuota", quotaSpec(quota)), ...of("LimitRange", limitsSpec(quota))]).toEqual([]);
  });

  it("fit the quota's storage for the number of volumes", () => {
    expect(quotaSpec({ ...byDefault, volumes: 3 }).hard["requests.storage"]).toBe(`${3 * volumeGibibytes}Gi`);
  });
});
