import type { LabConfig } from "../../../config";
import { columns } from "../../../lib/columns";

type Keys = "target" | "webFrom" | "dockerHost" | "sshFrom" | "authorizedIpRanges";

/** Who may reach what of a lab on Azure, a line each, with the key that bounds it; nothing for other targets. */
export function openLines({
  target,
  webFrom,
  dockerHost,
  sshFrom,
  authorizedIpRanges,
}: Pick<LabConfig, Keys>): string[] {
  if (target !== "azure") return [];
  return columns([
    ["  web pages", from(webFrom, "everybody"), "webFrom"],
    ...(dockerHost
      ? [["  SSH of the Docker host", from(sshFrom === undefined ? [] : [sshFrom], "nobody"), "sshFrom"]]
      : []),
    ["  API server", `who has a kubeconfig, from ${from(authorizedIpRanges, "anywhere")}`, "authorizedIpRanges"],
  ]);
}

function from(ranges: readonly string[], nowhere: string): string {
  return ranges.length === 0 ? nowhere : ranges.join(", ");
}
