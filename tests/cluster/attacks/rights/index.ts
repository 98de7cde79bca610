import { type Attack, byKubernetes, byRights } from "../attack";
import type { Place } from "../place";
import { pathOf, read } from "../requests";
import { escalationRows, tokenRows } from "./accounts";
import { boundRows } from "./bounds";
import { clusterRows } from "./cluster";
import { othersRows } from "./others";
import { pastPoliciesRows } from "./pastPolicies";

/** Requests for which a student has no right. @param existing name of a pod of the student's */
export function rightsAttacks(place: Place, existing: string): Attack[] {
  const rows = [
    ...othersRows(place),
    ...tokenRows(place),
    ...escalationRows(place),
    ...boundRows(place),
    ...pastPoliciesRows(place, existing),
    ...clusterRows(place),
  ];
  return [
    ...rows.map(([name, harm, request, word]) => ({ name, harm, request, stopped: byRights(word) })),
    ...["system:masters", "system:nodes"].map((group) => ({
      name: `a request in the name of ${group}`,
      harm: "it had the rights of whomever it named",
      request: {
        ...read(pathOf("secrets")),
        headers: { "Impersonate-User": "admin", "Impersonate-Group": group },
      },
      stopped: byRights("impersonate"),
    })),
    {
      name: "a request with a token that somebody made up",
      harm: "it had rights that nobody gave",
      request: { ...read(pathOf("pods", place.own)), headers: { Authorization: "Bearer eyJhbGciOiJub25lIn0.e30." } },
      stopped: byKubernetes(401, "Unauthorized"),
    },
  ];
}
