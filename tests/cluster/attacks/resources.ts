import { type Attack, type Refusal, byKubernetes, byLimits, byPolicy } from "./attack";
import { type Place, type PodChange, podOf } from "./place";
import { create } from "./requests";

type Row = readonly [name: string, harm: string, change: PodChange, stopped: Refusal];

/** Pods that request what the quota does not bound, or more than a pod may have. */
export function resourceAttacks(place: Place): Attack[] {
  return [...amountRows(place), ...countRows(place), ...sizeRows].map(([name, harm, change, stopped]) => ({
    name: `a pod ${name}`,
    harm,
    request: create("pods", place.own, podOf("attack", place, change)),
    stopped,
  }));
}

function amountRows({ image }: Place): Row[] {
  const amounts = { "a device of the node": "example.com/gpu", "huge pages": "hugepages-2Mi" };
  const usual = { cpu: "1", memory: "512Mi" };
  return Object.entries(amounts).flatMap(([what, resource]): Row[] => {
    const one = { [resource]: resource.startsWith("huge") ? "2Mi" : "1" };
    const resources = { limits: { ...usual, ...one }, requests: { ...usual, ...one } };
    const harm = `it took ${what} that no quota counts`;
    const stopped = byPolicy("pods", "cpu, memory, ephemeral-storage");
    const podLevel = resource.startsWith("huge") ? stopped : byKubernetes(422, "resources");
    return [
      [`that requests ${what}`, harm, { container: { resources } }, stopped],
      [
        `whose init container requests ${what}`,
        harm,
        { spec: { initContainers: [{ name: "init", image, resources }] } },
        stopped,
      ],
      [
        `whose sidecar requests ${what}`,
        harm,
        { spec: { initContainers: [{ name: "init", image, restartPolicy: "Always", resources }] } },
        stopped,
      ],
      [`that requests ${what} for the whole pod`, harm, { spec: { resources } }, podLevel],
    ];
  });
}

const leastLimits = { limits: { cpu: "1m", memory: "4Mi", "ephemeral-storage": "1Mi" } };

function countRows({ image }: Place): Row[] {
  const containers = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${prefix}${index}`,
      image,
      resources: leastLimits,
    }));
  const harm = "a node was busy with the containers of one pod, which the quota counts once";
  const stopped = byPolicy("pods", "10 containers");
  return [
    ["of 11 containers", harm, { spec: { containers: containers(11, "c") } }, stopped],
    ["of 50 containers", harm, { spec: { containers: containers(50, "c") } }, stopped],
    [
      "of six containers and five init containers",
      harm,
      { spec: { containers: containers(6, "c"), initContainers: containers(5, "i") } },
      stopped,
    ],
    [
      "with a claim to a device",
      "it took a device of the node",
      { spec: { resourceClaims: [{ name: "device", resourceClaimTemplateName: "device" }] } },
      byPolicy("pods", "resourceClaims"),
    ],
  ];
}

const limits = (amounts: object): PodChange => ({ container: { resources: { limits: amounts } } });

const harm = "it used more than a pod's share of a node";

const sizeRows: Row[] = [
  ["with more memory than half a space", harm, limits({ memory: "1281Mi" }), byLimits("memory usage per Pod")],
  ["with more CPU than half a space", harm, limits({ cpu: "2501m" }), byLimits("cpu usage per Pod")],
  [
    "with more scratch space than half a space",
    harm,
    limits({ "ephemeral-storage": "2561Mi" }),
    byLimits("ephemeral-storage usage per Pod"),
  ],
  ["without a limit of memory", harm, limits({ memory: "0" }), byLimits("minimum memory")],
  ["without a limit of CPU", harm, limits({ cpu: "0" }), byLimits("minimum cpu")],
  [
    "without a limit of scratch space",
    harm,
    limits({ "ephemeral-storage": "0" }),
    byLimits("minimum ephemeral-storage"),
  ],
  [
    "with much memory for the whole pod",
    harm,
    { spec: { resources: { limits: { memory: "64Gi" } } } },
    byLimits("memory usage per Pod"),
  ],
  [
    "with much CPU for the whole pod",
    harm,
    { spec: { resources: { limits: { cpu: "64" } } } },
    byLimits("cpu usage per Pod"),
  ],
];
