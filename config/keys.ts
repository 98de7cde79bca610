import type { z } from "zod";
import { azureKeys } from "./azure/keys";
import { dockerHostKeys } from "./dockerHost/keys";
import type { ConfigKey } from "./key";
import { labKeys } from "./lab/keys";
import { localKeys } from "./local/keys";
import { studentKeys } from "./students/keys";
import { windowsKeys } from "./windows/keys";

/** Everything that a stack can set, by theme. Azure's own terms where it has them. */
export const configKeys = {
  ...labKeys,
  ...azureKeys,
  ...dockerHostKeys,
  ...windowsKeys,
  ...localKeys,
  ...studentKeys,
} satisfies Record<string, ConfigKey>;

/**
 * The stack's configuration, each value checked and in the form that the program works with. Where a key may be empty
 * (`""`, `{}`, or 0 for `maxNodeCount` and `replicas`) the value is then `undefined`. A `timeZone` is Windows' name of the
 * zone, `studentCpu` thousandths of a CPU, `studentMemory` mebibytes, and `studentsFile` the students in the file.
 */
export type LabConfig = { readonly [Key in keyof typeof configKeys]: z.output<(typeof configKeys)[Key]["schema"]> };

export type { ConfigKey } from "./key";
export { mostNodes } from "./lab/keys";
export { highestPort, lowestPort } from "../facts/networks";
