import { nameOf, typeOf } from "../azure/ids";
import { vcpuNeed } from "../inventory/machines";
import type { Subject } from "./check";

/** Type of the cluster in Pulumi's state: with one the lab is up, and what it has is in Azure's count already. */
const clusterType = "azure-native:containerservice:ManagedCluster";

/** Whether the stack's lab is up, as far as Pulumi knows. Without Pulumi it counts as not up: then more is asked for, not less. */
export async function isUp({ state }: Subject): Promise<boolean> {
  const resources = await state().catch(() => undefined);
  return resources?.some(({ type }) => type === clusterType) ?? false;
}

/** vCPUs that the lab still needs, by family, and in all. */
export interface VcpusToCome {
  readonly total: number;
  readonly byFamily: Readonly<Record<string, number>>;
  /** The part that an upgrade takes while it lasts: a node more of a pool. */
  readonly surge: { readonly vcpus: number; readonly family: string | undefined };
}

export async function vcpusToCome(subject: Subject): Promise<VcpusToCome> {
  const { machines } = subject.rehearsal.inventory;
  const pools = machines.filter(({ pool }) => pool);
  const surging = pools.reduce((most, one) => (one.size.vcpus > (most?.size.vcpus ?? 0) ? one : most), pools[0]);
  const own = (await isUp(subject)) ? [] : machines;
  const { total, byFamily } = vcpuNeed([...own, ...(surging ? [{ ...surging, count: 1 }] : [])]);
  return { total, byFamily, surge: { vcpus: surging?.size.vcpus ?? 0, family: surging?.size.family } };
}

/** Ids of one type on Azure in the state. */
export async function idsOfType({ state }: Subject, type: string): Promise<string[]> {
  const resources = (await state().catch(() => undefined)) ?? [];
  return resources.flatMap(({ id = "" }) =>
    typeOf(id).toLowerCase() === type.toLowerCase() && nameOf(id) ? [id] : [],
  );
}
