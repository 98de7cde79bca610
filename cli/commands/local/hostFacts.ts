import type { Context } from "../../context";
import type { Engine } from "../../docker/engine";
import { diskOf, runsHere } from "./engineHost";
import { blockedPorts, ownAddresses } from "./hostProbe";
import { hostRoutes } from "./hostRoutes";
import type { HostFacts } from "./preflight";
import type { LocalRequirements } from "./requirements";

/** Looks at this machine before anything is made on it. */
export async function hostFacts(
  { ports }: LocalRequirements,
  engine: Engine,
  { system }: Pick<Context, "system">,
  lab: Pick<HostFacts, "project" | "ours">,
): Promise<HostFacts> {
  const { taken, reserved } = await blockedPorts(ports.map(({ port }) => port));
  const here = runsHere(engine, system);
  return {
    ...lab,
    ...{ engine, system, here },
    takenPorts: taken,
    reservedPorts: reserved,
    addresses: ownAddresses(),
    routes: hostRoutes(system),
    disk: here ? diskOf(engine) : undefined,
  };
}
