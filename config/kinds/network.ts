import { z } from "zod";
import { highestPort, lowestPort } from "../../facts/networks";
import { cidrFault, networkOf, prefixLength } from "../../lib/cidr";
import { type Kind, checkedText, faultCheck, text, whole } from "../kinds";

/** A port on 127.0.0.1 that needs no administrator. */
export const port: Kind<number> = {
  ...whole(lowestPort, highestPort),
  allowed: `a port from ${lowestPort} to ${highestPort}`,
};

/** An IPv4 range in CIDR form whose prefix lies between two lengths: `range(8, 22, …)` accepts /8 to /22. */
export function range(widest: number, narrowest: number, example: string): Kind<string> {
  const faultOf = (given: string) => {
    if (/^(\*|any|internet|0\.0\.0\.0\/0)$/i.test(given)) return "that is the whole Internet";
    const fault = cidrFault(given);
    if (fault !== undefined) return fault;
    const bits = prefixLength(given);
    if (bits < widest) return `a /${bits} is too wide`;
    return bits > narrowest ? `a /${bits} is too narrow` : undefined;
  };
  const allowed = `an IPv4 range from /${widest} to /${narrowest}`;
  return { ...checkedText(faultOf, allowed, example), suggest: suggestRange };
}

/** `10.0.0.7/32` for `10.0.0.7`, `10.0.0.0/24` for `10.0.0.7/24`. */
function suggestRange(given: string): string | undefined {
  const candidates = [`${given}/32`, networkOf(given)];
  return candidates.find((candidate) => candidate !== undefined && cidrFault(candidate) === undefined);
}

/** An IPv4 range of any width, as an item of a list. */
export const anyRange = {
  type: "string",
  schema: z.string().superRefine(faultCheck(cidrFault)),
  example: "203.0.113.0/24",
} as const;

/** An address that starts with https://. */
export const httpsAddress: Kind<string> = {
  type: "string",
  schema: z.url({ protocol: /^https$/ }),
  allowed: "an address such as https://10.0.0.5:6443",
  example: "https://10.0.0.5:6443",
};

/** A registry's host with its port and path: `ghcr.io/school`, `localhost:5001`. */
export const registryHost: Kind<string> = text(
  /^[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/,
  253,
  "a registry's host, with its port and path if it has them",
  "localhost:5001",
);
