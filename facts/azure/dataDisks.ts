import type { VmSize } from "./vmSize";

/**
 * Series whose sizes take two data disks for each vCPU, 32 at most (Learn, pages of the series; Standard_D2s_v5 takes 4, as
 * kubernetes-sigs/azuredisk-csi-driver #1842 says). Some of the newest take more: what is counted here is the least.
 */
const series = /^(B|D|DC|DS|E|EC|F)(?![A-Z])/;
const perVcpu = 2;
const most = 32;

/** Data disks that can be attached to a machine, one for each volume of a pod; `undefined` where its name does not say it. */
export function dataDisksOf({ family, vcpus }: VmSize): number | undefined {
  return series.test(family) ? Math.min(vcpus * perVcpu, most) : undefined;
}
