import { isOwnCluster } from "../cluster";
import { type Attack, type Refusal, byKubernetes, byLimits, byPolicy, byQuota } from "./attack";
import type { Place } from "./place";
import { create, patch } from "./requests";

type Row = readonly [name: string, harm: string, spec: object, stopped: Refusal];

const othersVolume = "it took a volume that somebody else's data is on";
const othersData = "it began with a copy of somebody else's data";

/** The classes of another cluster are not known. */
const classRows: Row[] = [
  [
    "of no class, for volumes that exist",
    othersVolume,
    { storageClassName: "" },
    byPolicy("claims", "storageClassName"),
  ],
  [
    "of another class",
    "it took a disk of another price or kind",
    { storageClassName: "premium" },
    byPolicy("claims", "storageClassName"),
  ],
];

const rows: Row[] = [
  ["for a volume by name", othersVolume, { volumeName: "pv-lee" }, byPolicy("claims", "volumeName")],
  [
    "for a volume by its labels",
    othersVolume,
    { selector: { matchLabels: { of: "lee" } } },
    byPolicy("claims", "selector"),
  ],
  ...(isOwnCluster ? classRows : []),
  ["in block mode", "it had a raw device of the node", { volumeMode: "Block" }, byPolicy("claims", "volumeMode")],
  [
    "for a copy of a volume",
    othersData,
    { dataSource: { kind: "PersistentVolumeClaim", name: "data" } },
    byPolicy("claims", "dataSource"),
  ],
  [
    "for a snapshot",
    othersData,
    { dataSourceRef: { apiGroup: "snapshot.storage.k8s.io", kind: "VolumeSnapshot", name: "data" } },
    byPolicy("claims", "dataSource"),
  ],
  [
    "with another class of attributes",
    "it took a disk of another price",
    { volumeAttributesClassName: "gold" },
    byPolicy("claims", "volumeAttributesClassName"),
  ],
  [
    "of more than a volume may hold",
    "it took a disk of any price",
    { resources: { requests: { storage: "6Gi" } } },
    byLimits("storage usage per PersistentVolumeClaim"),
  ],
  ["beyond the number of claims", "it took another disk", {}, byQuota("student", "persistentvolumeclaims")],
];

/** @param existing name of the student's claim, which waits for its volume */
export function claimAttacks({ own }: Place, existing: string): Attack[] {
  const spec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
  return [
    ...rows.map(([name, harm, change, stopped]) => ({
      name: `a claim ${name}`,
      harm,
      request: create("persistentvolumeclaims", own, { metadata: { name: "attack" }, spec: { ...spec, ...change } }),
      stopped,
    })),
    {
      name: "a claim that chooses its volume later",
      harm: othersVolume,
      request: patch("persistentvolumeclaims", own, existing, { spec: { volumeName: "pv-lee" } }),
      stopped: byPolicy("claims", "volumeName"),
    },
    {
      name: "a claim that grows",
      harm: "it took a disk of any price",
      request: patch("persistentvolumeclaims", own, existing, {
        spec: { resources: { requests: { storage: "6Gi" } } },
      }),
      stopped: byKubernetes(422, "spec"),
    },
  ];
}
