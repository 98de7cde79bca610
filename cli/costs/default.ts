import { readConfig } from "../../config";
import { program } from "../../program";
import { simulate } from "../../simulator";
import { inventoryOf } from "../inventory";
import { costsOf } from ".";
import type { Costs } from "./costs";

/** Hours of a class of half a day. */
const hours = 4;

/** What a lab costs whose configuration sets nothing. */
export async function defaultCosts(): Promise<Costs> {
  const { resources } = await simulate(program, { project: "lab", stack: "docs", strict: true });
  return costsOf({ config: readConfig({}, "lab", "docs"), inventory: inventoryOf(resources) }, hours)!;
}
