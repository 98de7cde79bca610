import { k3sDiskPressure } from "../../../facts/k3s";
import type { Disk } from "./engineHost";

const gibibyte = 2 ** 30;

/** For the lab's images, on Docker and on each node, and what its containers store. */
const labBytes = 4 * gibibyte;

const remedy = "`docker image prune` and `docker builder prune` remove what no container uses.";

/** Why no node would take pods on a disk; `undefined` if they would. */
export function diskFault(disk: Disk | undefined): string | undefined {
  if (disk === undefined || disk.free >= disk.total * k3sDiskPressure) return undefined;
  return `The disk with Docker's data is full: ${amounts(disk)}. Below ${percent(k3sDiskPressure)} nodes take no pods. Free some: ${remedy}`;
}

/** What to say of a disk that the lab may fill; nothing of one with room. */
export function diskNotes(disk: Disk | undefined): string[] {
  if (disk === undefined || disk.free - labBytes >= disk.total * k3sDiskPressure) return [];
  return [
    `The disk with Docker's data is nearly full: ${amounts(disk)}. Below ${percent(k3sDiskPressure)} nodes take no more pods, and end those that ` +
      `they have. ${remedy}`,
  ];
}

function amounts({ free, total }: Disk): string {
  return `${(free / gibibyte).toFixed(1)} of ${(total / gibibyte).toFixed(1)} GiB are free, ${percent(free / total)}`;
}

function percent(part: number): string {
  return `${Math.round(part * 1000) / 10} %`;
}
