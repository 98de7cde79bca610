import { readConfig } from "../../config";
import { program } from "../../program";
import { simulate } from "../../simulator";
import { inventoryOf } from "../inventory";
import { classHours } from "./classHours";
import { costsOf } from ".";
import type { Costs } from "./costs";

/** What a lab costs whose configuration sets nothing. */
export async function defaultCosts(): Promise<Costs> {
  const { resources } = await simulate(program, { project: "lab", stack: "docs", strict: true });
  return costsOf({ config: readConfig({}, "lab", "docs"), inventory: inventoryOf(resources) }, classHours)!;
}
