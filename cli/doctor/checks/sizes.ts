import { z } from "zod";
import { pulumiCommand } from "../../../config/commands";
import { apiVersions } from "../../../facts/azure/apiVersions";
import { parseVmSize } from "../../../facts/azure/vmSize";
import { vmShape } from "../../../facts/azure/vmShape";
import { machinePrice } from "../../../facts/azure/prices";
import type { Arm } from "../../azure/arm";
import { CannotTell } from "../../cannotTell";
import { type Check, type Finding, type Subject, fails, ok, warning } from "../check";

const skuShape = z.looseObject({
  resourceType: z.string(),
  name: z.string(),
  restrictions: z.array(z.looseObject({ type: z.string().nullish(), reasonCode: z.string().nullish() })).nullish(),
  capabilities: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
});

type Sku = z.output<typeof skuShape>;

const aksShape = z.looseObject({ name: z.string() });

export const sizes: Check = {
  id: "VM sizes",
  target: "azure",
  needs: ["sign-in", "providers"],
  async run(subject) {
    const { config, rehearsal, arm: connect } = subject;
    const arm = await connect();
    const query = { $filter: `location eq '${config.location}'` };
    const path = `${arm.scope}/providers/Microsoft.Compute/skus`;
    const all = await arm.list({ path, apiVersion: apiVersions.computeSkus, query, shape: skuShape });
    const machines = all.filter(({ resourceType }) => resourceType === "virtualMachines");
    if (machines.length === 0) throw new CannotTell(`Azure lists no VM sizes for ${config.location}`);
    const onAks = await aksSizes(arm, config.location);
    const offered = machines.filter(isFree);
    const names = [...new Set(rehearsal.inventory.machines.map(({ size }) => size.name))];
    const findings = names.map((name) => {
      const isNode = rehearsal.inventory.machines.some(({ size, pool }) => pool && size.name === name);
      const may = isNode && onAks !== undefined ? offered.filter((one) => onAks.has(one.name.toLowerCase())) : offered;
      return sizeFinding(subject, { name, isNode, all: machines, may });
    });
    return [
      ...findings,
      ...disks(subject, machines),
      ...(onAks === undefined ? [warning("AKS did not show its own list of sizes, which may be shorter")] : []),
    ];
  },
};

/** A restriction to some zones leaves the others. */
function isFree({ restrictions }: Sku): boolean {
  return !restrictions?.some(({ type }) => type === "Location");
}

/** AKS's own list, in small letters; `undefined` if it does not answer: the call is a preview. */
async function aksSizes(arm: Arm, location: string): Promise<ReadonlySet<string> | undefined> {
  const path = `${arm.scope}/providers/Microsoft.ContainerService/locations/${location}/vmSkus`;
  try {
    const list = await arm.list({ path, apiVersion: apiVersions.aksSizes, shape: aksShape });
    return list.length === 0 ? undefined : new Set(list.map(({ name }) => name.toLowerCase()));
  } catch (error) {
    if (error instanceof CannotTell) return undefined;
    throw error;
  }
}

interface Wanted {
  readonly name: string;
  readonly isNode: boolean;
  readonly all: readonly Sku[];
  /** Those that this subscription may have, and AKS takes. */
  readonly may: readonly Sku[];
}

function sizeFinding({ config: { location }, stack }: Subject, { name, isNode, all, may }: Wanted): Finding {
  const is = (one: Sku) => one.name.toLowerCase() === name.toLowerCase();
  if (may.some(is)) return ok(`${name} is offered in ${location}${isNode ? ", also by AKS" : ""}`);
  const why = !all.some(is)
    ? `is not offered in ${location}`
    : isFree(all.find(is)!)
      ? `is not on AKS's list in ${location}`
      : `is not open to this subscription in ${location}`;
  const other = nearest(name, may, location);
  if (other === undefined) return fails(`${name} ${why}, and nothing like it is`);
  const price = machinePrice(location, other);
  const key = isNode ? "nodeSize" : "hostSize";
  return fails(
    `${name} ${why}; the nearest is ${other}, ${price === undefined ? "of a price that is not known" : `${price} USD an hour`}`,
    pulumiCommand(stack, ["config", "set", key, other]),
  );
}

/** As many vCPUs, at least as much memory, for amd64; the cheapest of those with a known price, otherwise the first by name. */
function nearest(name: string, may: readonly Sku[], location: string): string | undefined {
  const wanted = parseVmSize(name);
  if (wanted === undefined) return undefined;
  const memory = vmShape(wanted).gibibytes ?? 0;
  const alike = may.flatMap((sku) => {
    const size = parseVmSize(sku.name);
    const fits =
      size?.vcpus === wanted.vcpus && size.architecture === "amd64" && (vmShape(size).gibibytes ?? 0) >= memory;
    return fits ? [{ name: size.name, price: machinePrice(location, size.name) ?? Infinity }] : [];
  });
  return alike.sort((a, b) => (a.price === b.price ? a.name.localeCompare(b.name, "en") : a.price - b.price))[0]?.name;
}

/** Students' volumes are disks, and a node takes so many. */
function disks({ rehearsal, stack }: Subject, all: readonly Sku[]): Finding[] {
  const { machines, pods } = rehearsal.inventory;
  const needed = pods.spaces.reduce((sum, space) => sum + space.disks, 0);
  const pool = machines.find((one) => one.pool);
  if (needed === 0 || pool === undefined) return [];
  const sku = all.find((one) => one.name.toLowerCase() === pool.size.name.toLowerCase());
  const each = Number(sku?.capabilities?.find(({ name }) => name === "MaxDataDiskCount")?.value);
  if (Number.isNaN(each)) return [warning(`how many disks a ${pool.size.name} takes is not known`)];
  const line = `students' volumes take up to ${needed} disks, and ${pool.count} nodes take ${each * pool.count}`;
  return [
    needed <= each * pool.count
      ? ok(line)
      : fails(line, pulumiCommand(stack, ["config", "set", "studentVolumes", "0"])),
  ];
}
