import { z } from "zod";
import { isOlder, lastDayOf, oldestVersion } from "../../facts/azure/kubernetesVersions";
import { homePath } from "../../lib/homePath";
import { mebibytes, milliCpu } from "../../lib/quantity";
import { type Kind, text } from "../kinds";

/** AKS's default at the end of 2026. */
const exampleVersion = "1.36";

/** CPU as a Kubernetes quantity between two others; the value is in thousandths of a CPU. */
export function cpu(from: string, to: string): Kind<number> {
  return {
    type: "string",
    schema: z.string().transform(amount(milliCpu, from, to)),
    allowed: `CPUs from ${from} to ${to}, as Kubernetes writes them`,
    example: from,
    suggest: (given) => /^(\d+(?:\.\d+)?m?)(?=\s*[a-z]*$)/i.exec(given.trim())?.[1],
  };
}

/** Memory as a Kubernetes quantity between two others; the value is in whole mebibytes. */
export function memory(from: string, to: string): Kind<number> {
  return {
    type: "string",
    schema: z.string().transform(amount(mebibytes, from, to)),
    allowed: `memory from ${from} to ${to}, as Kubernetes writes it`,
    example: from,
    suggest: suggestMemory,
  };
}

function amount(inUnit: (text: string) => number | undefined, from: string, to: string) {
  const [least, most] = [inUnit(from)!, inUnit(to)!];
  return (text: string, context: z.RefinementCtx): number => {
    const value = inUnit(text);
    if (value !== undefined && value >= least && value <= most) return value;
    const message =
      value === undefined ? "it is not a Kubernetes quantity" : value < least ? "it is too little" : "it is too much";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
}

/** `512Mi` for `512`, `512M` or `512m`, which to Kubernetes is thousandths of a byte. */
function suggestMemory(given: string): string | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([mg])?i?b?$/i.exec(given) ?? [];
  return number === undefined ? undefined : `${number}${(unit ?? "M").toUpperCase()}i`;
}

/** A minor version of Kubernetes that AKS perhaps makes clusters of. 1.40 without quotes is the number 1.4 to YAML. */
export const minorVersion: Kind<string> = {
  type: "string",
  schema: z
    .string()
    .regex(/^1\.[1-9]\d?$/)
    .superRefine((given, context) => {
      const message = versionFault(given);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    }),
  allowed: `a minor version from ${oldestVersion} on, such as ${exampleVersion}`,
  example: exampleVersion,
  suggest: (given) => {
    const [, minor] = /^v?(1\.\d+)/i.exec(given.trim()) ?? [];
    return minor && (/^1\.[1-9]$/.test(minor) ? `${minor}0` : minor);
  },
};

function versionFault(given: string): string | undefined {
  const [whole, isCut] = /^1\.\d$/.test(given) ? [`${given}0`, true] : [given, false];
  if (isOlder(whole, oldestVersion)) {
    const lastDay = lastDayOf(whole);
    return `AKS makes no new clusters of ${whole}${lastDay === undefined ? "" : `; it did until ${lastDay}`}`;
  }
  return isCut ? `in YAML ${whole} without quotes is the number ${given}: write "${whole}", in quotes` : undefined;
}

// Lower-case repository, optional registry host and port, then a tag, a digest or both (the distribution reference grammar).
const reference =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

/** A reference of an image with a tag or a digest. */
export const imageReference: Kind<string> = {
  type: "string",
  schema: z
    .string()
    .max(500)
    .regex(reference)
    .refine((given) => /[:@][^/]*$/.test(given), "it has neither tag nor digest, so it would change unnoticed"),
  allowed: "a reference with a tag or a digest",
  example: "ghcr.io/example/app:1.0.0",
  placeholder: "REGISTRY/NAME:TAG",
};

/** The name of a kubeconfig's context. It goes into commands that people paste. */
export const contextName: Kind<string> = text(
  /^[\w.@:/+=,%-]+$/,
  253,
  "the name of a context, without spaces or signs of a shell",
  "kind-kind",
);

/** The path of a kubeconfig. `~` is the home folder: neither Pulumi nor its providers know it. */
export const kubeconfigPath: Kind<string> = {
  type: "string",
  schema: z.string().max(4096).transform(homePath),
  allowed: "the path of a kubeconfig file",
  example: "./school.yaml",
};
