import { freeTypes } from "../../facts/azure/freeTypes";
import { rulesIncluded } from "../../facts/azure/prices";
import { parseVmSize } from "../../facts/azure/vmSize";
import { isMapping } from "../../lib/json";
import { typeOf } from "../azure/ids";
import { priceOf } from "../costs/priceList";
import type { Meter } from "../inventory/billed";
import type { AzureResource } from "./shapes";

const hoursOfDay = 24;

/** US dollars a day that a resource costs as it is; `null` if that is not known, which is never nothing. */
export function costADay(resource: AzureResource): number | null {
  const meters = metersOf(resource);
  const region = resource.location ?? "";
  const prices = meters?.map(({ meter, count }) => {
    const price = priceOf(meter, region);
    return price === undefined ? null : price * count * hoursOfDay;
  });
  return (
    prices?.reduce<number | null>((sum, price) => (sum === null || price === null ? null : sum + price), 0) ?? null
  );
}

interface Metered {
  readonly meter: Meter;
  readonly count: number;
}

/** By what Azure bills a resource; `undefined` if that is not known of its type. A machine counts as running: nobody is told less. */
function metersOf({ id, sku, properties }: AzureResource): readonly Metered[] | undefined {
  const type = typeOf(id).toLowerCase();
  const values = properties ?? {};
  switch (type) {
    case "microsoft.compute/virtualmachines":
      return [machine(at(values, "hardwareProfile", "vmSize"), at(values, "storageProfile", "osDisk", "osType"), 1)];
    case "microsoft.compute/virtualmachinescalesets": {
      const profile = at(values, "virtualMachineProfile");
      const count = sku?.capacity ?? 0;
      const disk = at(profile, "storageProfile", "osDisk");
      const tier = at(disk, "managedDisk", "storageAccountType");
      // A disk on the machine itself is part of its price.
      const isOwn = at(disk, "diffDiskSettings") !== undefined;
      return [
        machine(sku?.name, at(disk, "osType"), count),
        ...(isOwn ? [] : [{ meter: diskMeter(tier, at(disk, "diskSizeGB")), count }]),
      ];
    }
    case "microsoft.compute/disks":
      return [{ meter: diskMeter(sku?.name, values["diskSizeGB"]), count: 1 }];
    case "microsoft.network/publicipaddresses":
      return [{ meter: { kind: "address" }, count: 1 }];
    case "microsoft.network/loadbalancers":
      return loadBalancer(values);
    case "microsoft.containerregistry/registries":
      return [{ meter: { kind: "registry", tier: sku?.tier ?? sku?.name ?? "" }, count: 1 }];
    case "microsoft.containerservice/managedclusters":
      return sku?.tier === "Free" ? [] : undefined;
    default:
      return freeTypes.includes(type) ? [] : undefined;
  }
}

function machine(size: unknown, osType: unknown, count: number): Metered {
  const name = String(size);
  const vcpus = parseVmSize(name)?.vcpus ?? 0;
  return { meter: { kind: "machine", size: name, vcpus, windows: osType === "Windows" }, count };
}

function diskMeter(tier: unknown, gib: unknown): Meter {
  return { kind: "disk", tier: String(tier), gib: typeof gib === "number" ? gib : undefined };
}

function loadBalancer(values: Record<string, unknown>): readonly Metered[] {
  const rules = [...listAt(values, "loadBalancingRules"), ...listAt(values, "outboundRules")].length;
  return [
    { meter: { kind: "loadBalancer" }, count: 1 },
    { meter: { kind: "rule" }, count: Math.max(0, rules - rulesIncluded) },
  ];
}

function listAt(values: Record<string, unknown>, name: string): readonly unknown[] {
  const list = values[name];
  return Array.isArray(list) ? list : [];
}

/** A value in nested objects; `undefined` if there is none. */
function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((inner, name) => (isMapping(inner) ? inner[name] : undefined), value);
}
