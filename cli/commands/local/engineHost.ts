import { type StatsFs, statfsSync } from "node:fs";
import { release } from "node:os";
import type { System } from "../../docker/advice";
import type { Engine } from "../../docker/engine";
import type { Route } from "./hostRoutes";

/** A disk, in bytes. */
export interface Disk {
  readonly total: number;
  /** What is left for programs without rights of an administrator. */
  readonly free: number;
}

/** Whether Docker runs on this machine's own Linux, not in a virtual machine. @param kernel of this machine */
export function runsHere({ desktop, kernel }: Engine, system: System, ownKernel = release()): boolean {
  return (system === "linux" || system === "wsl") && !desktop && kernel !== "" && kernel === ownKernel;
}

/**
 * Whether a Docker that runs here is in another network namespace, such as outside of the container in which this is: then this
 * machine has no route to the bridge that each Docker has. Where either is not known, nobody can tell.
 */
export function publishesElsewhere({ networks }: Engine, routes: readonly Route[]): boolean {
  const bridge = networks.find(({ name }) => name === "bridge")?.subnets.find((range) => !range.includes(":"));
  return bridge !== undefined && routes.length > 0 && !routes.some(({ range }) => range === bridge);
}

/** The disk of Docker's data; `undefined` if it cannot be looked at. */
export function diskOf({ dataFolder }: Engine, look: (folder: string) => StatsFs = statfsSync): Disk | undefined {
  if (dataFolder === "") return undefined;
  try {
    const { bsize, blocks, bavail } = look(dataFolder);
    return { total: blocks * bsize, free: bavail * bsize };
  } catch {
    return undefined;
  }
}
