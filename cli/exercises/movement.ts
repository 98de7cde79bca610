import type { Space } from "./observed";

/** When somebody last made or changed something in a space, in milliseconds since 1970; what a controller reports does not count. */
export function lastChange({ pods, deployments, services, configMaps }: Space): number {
  const times = [...pods, ...deployments, ...services, ...configMaps].flatMap(({ metadata }) => [
    metadata.creationTimestamp,
    ...(metadata.managedFields ?? []).flatMap(({ time, subresource }) => (subresource === "status" ? [] : [time])),
  ]);
  return Math.max(0, ...times.flatMap((time) => (time === undefined ? [] : [Date.parse(time)])));
}
