import { UserError } from "../../../../lib/userError";

/** How a node is lost. */
export type Mode = "kill" | "cut" | "power-off" | "drain";

/** Where a stack's nodes are: containers of the lab on this machine, machines of AKS, or somebody's. */
export type Place = "docker" | "aks" | "other";

/** What is possible where; the first is the default. */
const modesAt: Readonly<Record<Place, readonly [Mode, ...Mode[]]>> = {
  docker: ["kill", "cut", "drain"],
  aks: ["cut", "power-off", "drain"],
  // On a cluster that the lab did not make, it takes nothing that it cannot give back by the API server alone.
  other: ["drain"],
};

const placeNames: Readonly<Record<Place, string>> = {
  docker: "the lab on Docker",
  aks: "AKS",
  other: "a cluster that the lab did not create",
};

/** @param wanted what was asked for @throws UserError if it is not possible there */
export function modeFor(place: Place, wanted: string | undefined): Mode {
  const modes = modesAt[place];
  if (wanted === undefined) return modes[0];
  const mode = modes.find((one) => one === wanted);
  if (mode !== undefined) return mode;
  throw new UserError(`--mode ${wanted}: on ${placeNames[place]} allowed is ${modes.join(", ")}.`);
}
