import { columns } from "../../../lib/columns";
import type { Costs } from "../../costs/costs";
import type { Rehearsal } from "../../rehearse";

/** What an instructor decides by, one line each; nothing of a lab without students that rents nothing. */
export function summaryLines(rehearsal: Rehearsal): string[] {
  const { plan, inventory, config } = rehearsal;
  const rented = inventory.machines.length > 0;
  const { lab, students } = plan.addresses;
  const rows = [
    ...(plan.capacity ? [["students", fitText(rehearsal)]] : []),
    ...(rented
      ? [
          ["vCPUs", String(plan.vcpus.total)],
          ["addresses", `${lab + students} public`],
          ...(plan.costs ? [["price", priceText(plan.costs)]] : []),
          ["off at", offText(config)],
          ["gone at", goneText(config)],
        ]
      : []),
  ];
  return columns(rows).map((line) => `  ${line}`);
}

function fitText({ plan: { capacity } }: Rehearsal): string {
  if (!capacity) return "";
  const { students, now, insufficient, nodesNeeded } = capacity;
  if (now === null) return `${students}; whether they fit is not known`;
  if (insufficient.length === 0) {
    if (now.cpu === null) return `${students}; whether Docker has the memory for them is not known`;
    return `${students}, and ${now.memory === null ? "as far as is known " : ""}they fit`;
  }
  return `${students}, and they do not fit${nodesNeeded === null ? "" : `: ${nodesNeeded} nodes would do`}`;
}

/** What students and the autoscaler may add is not in it. */
function priceText({ currency, hours, total, unknown }: Costs): string {
  const known = `${total.hour.toFixed(2)} ${currency} an hour, ${total.class.toFixed(2)} for ${hours} h`;
  return unknown.length === 0 ? known : `not known of ${unknown.join(" and ")}; the rest is ${known}`;
}

function offText({ curfew, dockerHost, shutdownAt }: Rehearsal["config"]): string {
  if (curfew) {
    const days = curfew.days.length === 7 ? "each day" : curfew.days.join(", ");
    const again = curfew.startAt === undefined ? "" : `, and on again at ${curfew.startAt}`;
    return `${curfew.stopAt}, ${days}${again} (${curfew.timeZone})`;
  }
  return dockerHost && shutdownAt !== undefined ? `the Docker host at ${shutdownAt}, the cluster never` : "never";
}

function goneText({ endsAt, deleteAtEnd }: Rehearsal["config"]): string {
  if (endsAt !== undefined && deleteAtEnd) return `${endsAt}, by itself`;
  const until = endsAt === undefined ? "" : `, which should be by ${endsAt}`;
  return `when you destroy it${until}`;
}
