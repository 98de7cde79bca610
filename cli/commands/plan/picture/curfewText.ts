import type { LabConfig } from "../../../../config";

/** When the lab switches itself off, and when it is gone, a line each; nothing for other targets. */
export function curfewLines({
  target,
  curfew,
  endsAt,
  deleteAtEnd,
  dockerHost,
  shutdownAt,
  timeZone,
}: LabConfig): string[] {
  if (target !== "azure") return [];
  const days = curfew && (curfew.days.length === 7 ? "each day" : curfew.days.join(", "));
  return [
    curfew
      ? `the cluster and the Docker host stop at ${curfew.stopAt}, ${days} (${curfew.timeZone})`
      : "the cluster never stops by itself",
    ...(curfew?.startAt === undefined ? [] : [`they start again at ${curfew.startAt}`]),
    ...(dockerHost && shutdownAt !== undefined ? [`the Docker host stops at ${shutdownAt} (${timeZone})`] : []),
    endsAt === undefined
      ? "it stays until it is destroyed"
      : `it ends at ${endsAt}${deleteAtEnd ? ", and is deleted then" : ", and stays until it is destroyed"}`,
  ];
}
