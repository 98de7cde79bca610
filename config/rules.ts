import { azureRules } from "./azure/rules";
import type { ConfigFault } from "./error";
import type { LabConfig } from "./keys";
import { localRules } from "./local/rules";
import type { Rule } from "./rule";
import { studentRules } from "./students/rules";
import { windowsRules } from "./windows/rules";

const rules: readonly Rule[] = [...azureRules, ...windowsRules, ...localRules, ...studentRules];

/**
 * What two keys that are correct by themselves have against each other. The changes that fix these faults can be made
 * together.
 *
 * @param wrong keys that are not correct by themselves, whose values are not looked at
 */
export function crossFaults(config: LabConfig, wrong: readonly string[] = []): ConfigFault[] {
  return rules.filter(({ keys }) => !keys.some((key) => wrong.includes(key))).flatMap(({ faults }) => faults(config));
}
