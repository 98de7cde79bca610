import type { Context } from "../../context";
import type { ReachedEngine } from "../../docker/reach";
import { blockedPorts, ownAddresses } from "./hostProbe";
import type { HostFacts } from "./preflight";
import type { LocalRequirements } from "./requirements";

/** Looks at this machine, as far as a local lab can collide with what is on it. */
export async function probeHost(
  { ports }: LocalRequirements,
  { engine }: ReachedEngine,
  given: Pick<HostFacts, "project" | "ours"> & Pick<Context, "system">,
): Promise<HostFacts> {
  const { taken, reserved } = await blockedPorts(ports.map(({ port }) => port));
  return { ...given, engine, takenPorts: taken, reservedPorts: reserved, addresses: ownAddresses() };
}
