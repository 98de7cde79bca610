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
  { keys: ["target", "image"], faults: imageFaults },
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

/** Host of an image's registry: with a dot, a port, or `localhost`, as Docker reads it. */
function registryOf(image: string): string | undefined {
  const [host = ""] = image.split("/");
  return image.includes("/") && /[.:]|^localhost$/.test(host) ? host.replace(/:\d+$/, "") : undefined;
}

function imageFaults({ target, image }: LabConfig): ConfigFault[] {
  const host = target === "azure" && image !== undefined ? registryOf(image) : undefined;
  if (host === undefined || !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(host)) return [];
  return [
    {
      key: "image",
      value: image!,
      problem: "machines in Azure do not reach a registry on this machine",
      allowed: "an image in a registry on the Internet, or nothing to build app/",
      fix: { action: "unset", key: "image" },
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
