import type { Kube } from "../../local/kube";
import { type Attack, type Refusal, byPodSecurity, byPolicy } from "./attack";
import { type Place, podOf } from "./place";
import { create } from "./requests";

/** Kinds of volume that a student's pod may have. */
export const allowedVolumes = ["configMap", "secret", "emptyDir", "persistentVolumeClaim", "downwardAPI", "projected"];

/** All others, each with the least that Kubernetes accepts. */
export const otherVolumes: Readonly<Record<string, object>> = {
  awsElasticBlockStore: { volumeID: "vol-1" },
  azureDisk: {
    diskName: "disk",
    diskURI: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/disks/d",
    kind: "Managed",
  },
  azureFile: { shareName: "share", secretName: "account" },
  cephfs: { monitors: ["10.0.0.1"] },
  cinder: { volumeID: "1" },
  csi: { driver: "file.csi.azure.com", volumeAttributes: { server: "somebody.file.core.windows.net" } },
  ephemeral: {
    volumeClaimTemplate: { spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } },
  },
  fc: { targetWWNs: ["50060e801049cfd1"], lun: 0 },
  flexVolume: { driver: "example.com/any" },
  flocker: { datasetName: "data" },
  gcePersistentDisk: { pdName: "disk" },
  gitRepo: { repository: "https://git.example.com/a.git" },
  glusterfs: { endpoints: "any", path: "any" },
  hostPath: { path: "/" },
  image: { reference: "localhost:5001/app:latest" },
  iscsi: { targetPortal: "10.0.0.1:3260", iqn: "iqn.2001-04.com.example:storage", lun: 0 },
  nfs: { server: "10.0.0.1", path: "/" },
  photonPersistentDisk: { pdID: "1" },
  portworxVolume: { volumeID: "1" },
  quobyte: { registry: "10.0.0.1:7861", volume: "any" },
  rbd: { monitors: ["10.0.0.1"], image: "any" },
  scaleIO: { gateway: "https://10.0.0.1", system: "any", volumeName: "any", secretRef: { name: "any" } },
  storageos: { volumeName: "any" },
  vsphereVolume: { volumePath: "[any] any" },
};

/** Kubernetes or its pod security standards refuse these before the lab's policy is asked. */
const refusedEarlier: Readonly<Record<string, Refusal>> = {
  hostPath: byPodSecurity("hostPath"),
};

/** All kinds of volume in the API server's own description of a pod. */
export async function volumeKinds(kube: Kube): Promise<string[]> {
  type Schemas = Record<string, { properties: object }>;
  const { components } = await kube.get<{ components: { schemas: Schemas } }>("/openapi/v3/api/v1");
  return Object.keys(components.schemas["io.k8s.api.core.v1.Volume"]!.properties).filter((name) => name !== "name");
}

export function volumeAttacks(place: Place): Attack[] {
  const withVolume = (volume: object) =>
    create("pods", place.own, podOf("attack", place, { spec: { volumes: [{ name: "volume", ...volume }] } }));
  const kinds = Object.entries(otherVolumes).map(([kind, source]): Attack => ({
    name: `a volume of the kind ${kind}`,
    harm: "it reached a disk, a share or an image by anybody's address",
    request: withVolume({ [kind]: source }),
    stopped: refusedEarlier[kind] ?? byPolicy("pods", "volumes"),
  }));
  const inMemory = (name: string, emptyDir: object): Attack => ({
    name: `an emptyDir ${name}`,
    harm: "its files filled the memory of the node",
    request: withVolume({ emptyDir }),
    stopped: byPolicy("pods", "emptyDir"),
  });
  return [
    ...kinds,
    inMemory("of 64 GiB in memory", { medium: "Memory", sizeLimit: "64Gi" }),
    inMemory("in memory, without a limit", { medium: "Memory" }),
    inMemory("in memory, of one byte too many", { medium: "Memory", sizeLimit: String(512 * 2 ** 20 + 1) }),
    inMemory("in huge pages", { medium: "HugePages" }),
    inMemory("in huge pages of 2 MiB", { medium: "HugePages-2Mi" }),
    inMemory("of a medium that is not known", { medium: "Disk" }),
  ];
}
