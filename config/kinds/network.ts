import { z } from "zod";
import { highestPort, hostlessCidrs, lowestPort, nonPublicRanges, widestOwnedPrefix } from "../../facts/networks";
import { cidrFault, networkOf, overlaps, prefixLength } from "../../lib/cidr";
import { type Kind, checkedText, listOf, text, whole } from "../kinds";

/** A port on 127.0.0.1 that needs no administrator. */
export const port: Kind<number> = {
  ...whole(lowestPort, highestPort),
  allowed: `a port from ${lowestPort} to ${highestPort}`,
  // The nearest allowed one is nobody's choice.
  suggest: () => undefined,
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

/** A range from which somebody reaches Azure: one owner's, on the Internet. Nobody arrives from a private address there. */
export function publicRange(): Kind<string> {
  const owned = range(widestOwnedPrefix, 32, "203.0.113.7/32");
  const isClosed = (given: string) =>
    cidrFault(given) === undefined &&
    prefixLength(given) >= widestOwnedPrefix &&
    [...nonPublicRanges, ...hostlessCidrs].some((closed) => overlaps(closed, given));
  const schema = owned.schema.refine((given) => !isClosed(given), {
    error: "nobody reaches Azure from there: it is not an address on the Internet",
  });
  return {
    ...owned,
    schema,
    placeholder: "ADDRESS/32",
    allowed: `a public IPv4 range from /${widestOwnedPrefix} to /32`,
    suggest: (given) => [suggestRange(given)].find((range) => schema.safeParse(range).success),
  };
}

/** `10.0.0.7/32` for `10.0.0.7`, `10.0.0.0/24` for `10.0.0.7/24`. */
function suggestRange(given: string): string | undefined {
  const candidates = [`${given}/32`, networkOf(given)];
  return candidates.find((candidate) => candidate !== undefined && cidrFault(candidate) === undefined);
}

/** A list of public ranges. @param most Azure's limit */
export function publicRanges(most: number): Kind<string[]> {
  const { schema, allowed, suggest } = publicRange();
  const each = allowed.replace("a public IPv4 range", "public IPv4 ranges");
  return listOf(
    { type: "string", schema, example: "203.0.113.0/24", placeholder: "ADDRESS/32", ...(suggest && { suggest }) },
    "a range is named twice",
    `a list of up to ${most} ${each}`,
    { most },
  );
}

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
