import type { ConfigFault } from "../error";
import type { LabConfig } from "../keys";
import type { Rule } from "../rule";
import { startRule } from "./curfew";
import { rangeRule } from "./ranges";

/** Rules between the keys of a lab on Azure. */
export const azureRules: readonly Rule[] = [
  rangeRule,
  { keys: ["nodeCount", "maxNodeCount"], faults: autoscalingFaults },
  { keys: ["deleteAtEnd", "endsAt"], faults: endFaults },
  startRule,
];

function autoscalingFaults({ nodeCount, maxNodeCount }: LabConfig): ConfigFault[] {
  if (maxNodeCount === undefined || maxNodeCount >= nodeCount) return [];
  return [
    {
      key: "maxNodeCount",
      value: String(maxNodeCount),
      problem: `it is less than nodeCount ${nodeCount}`,
      allowed: "nodeCount or more, or 0 for no autoscaling",
      fix: { action: "set", key: "maxNodeCount", value: String(nodeCount), type: "integer" },
    },
  ];
}

/** The fix is to delete nothing: an end of our own choice might have passed. */
function endFaults({ deleteAtEnd, endsAt }: LabConfig): ConfigFault[] {
  if (!deleteAtEnd || endsAt !== undefined) return [];
  return [
    {
      key: "deleteAtEnd",
      value: "true",
      problem: "there is no endsAt that says when",
      allowed: "true with endsAt, or false",
      fix: { action: "set", key: "deleteAtEnd", value: "false", type: "boolean" },
    },
  ];
}
