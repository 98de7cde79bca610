import { rulesIncluded } from "../../facts/azure/prices";
import type { SimulatedResource } from "../../simulator";
import type { AddressNeed } from "./addresses";
import { sum } from "./amounts";
import { azurePoolsIn } from "./machines";
import type { PodRequests } from "./podRequests";

/** What Azure bills by the hour, by how it bills it. */
export type Meter =
  | { readonly kind: "machine"; readonly size: string; readonly vcpus: number; readonly windows: boolean }
  | { readonly kind: "disk"; readonly tier: string; readonly gib: number | undefined }
  | { readonly kind: "registry"; readonly tier: string }
  | { readonly kind: "loadBalancer" | "rule" | "address" };

/** A thing, or several of a kind, that Azure bills. */
export interface Billed {
  readonly name: string;
  readonly count: number;
  readonly meter: Meter;
  /** Whether it costs nothing while the lab is stopped. */
  readonly stops: boolean;
  /** Whether it is billed only if it is made later: by the autoscaler, or by a student. */
  readonly upTo: "autoscaling" | "students" | undefined;
}

/** Students' volumes are of AKS's default class; of each the quota is 5 GiB, and Azure has no smaller step in the price table. */
const studentVolume = { kind: "disk", tier: "StandardSSD_LRS", gib: 5 } as const;

/** All that a lab on Azure is billed for by the hour; nothing for other targets. */
export function billedIn(resources: readonly SimulatedResource[], addresses: AddressNeed, pods: PodRequests): Billed[] {
  const of = (type: string) => resources.filter((one) => one.type === `azure-native:${type}`);
  const clusters = of("containerservice:ManagedCluster").length;
  const rules = { lab: pods.loadBalancers.lab, all: pods.loadBalancers.lab + addresses.students };
  const volumes = clusters === 0 ? 0 : sum(pods.spaces).disks;
  return [
    ...pools(resources),
    ...of("compute:VirtualMachine").flatMap(({ inputs }) => machine(inputs as VirtualMachine)),
    always("load balancer of the cluster", clusters, { kind: "loadBalancer" }),
    always("further rule of the load balancer", further(rules.lab), { kind: "rule" }),
    always("public address", addresses.lab, { kind: "address" }),
    ...of("containerregistry:Registry").map(({ inputs }) =>
      always("registry", 1, { kind: "registry", tier: (inputs as { sku: { name: string } }).sku.name }),
    ),
    forStudents("address of a student's load balancer", addresses.students, { kind: "address" }),
    forStudents("rule of a student's load balancer", further(rules.all) - further(rules.lab), { kind: "rule" }),
    forStudents("volume of a student", volumes, studentVolume),
  ].filter(({ count }) => count > 0);
}

const further = (rules: number) => Math.max(0, rules - rulesIncluded);

function always(name: string, count: number, meter: Meter): Billed {
  return { name, count, meter, stops: false, upTo: undefined };
}

function forStudents(name: string, count: number, meter: Meter): Billed {
  return { ...always(name, count, meter), upTo: "students" };
}

/** Nodes and their disks. AKS gives the nodes of sizes that take them Premium disks, and the lab's sizes do (Learn, "AKS storage"). */
function pools(resources: readonly SimulatedResource[]): Billed[] {
  return azurePoolsIn(resources).flatMap(({ size, count, most, windows, diskGb }) => {
    const node = windows ? "Windows node" : "node";
    const meter = { kind: "machine", size: size.name, vcpus: size.vcpus, windows } as const;
    const disk = { kind: "disk", tier: "Premium_LRS", gib: diskGb } as const;
    const more = (name: string, meter: Meter, stops: boolean): Billed => {
      return { name: `further ${name}`, count: most - count, meter, stops, upTo: "autoscaling" };
    };
    return [
      { ...always(`${node}, ${size.name}`, count, meter), stops: true },
      always(`disk of a ${node}`, count, disk),
      more(node, meter, true),
      more(`disk of a ${node}`, disk, false),
    ];
  });
}

interface VirtualMachine {
  readonly hardwareProfile: { readonly vmSize: string };
  readonly storageProfile: {
    readonly osDisk: { readonly diskSizeGB?: number; readonly managedDisk: { readonly storageAccountType: string } };
  };
}

function machine({ hardwareProfile: { vmSize }, storageProfile: { osDisk } }: VirtualMachine): Billed[] {
  const disk = { kind: "disk", tier: osDisk.managedDisk.storageAccountType, gib: osDisk.diskSizeGB } as const;
  return [
    {
      ...always(`Docker host, ${vmSize}`, 1, { kind: "machine", size: vmSize, vcpus: 0, windows: false }),
      stops: true,
    },
    always("disk of the Docker host", 1, disk),
  ];
}
