import { longestTagValue } from "../../facts/azure/tags";
import { parseVmSize } from "../../facts/azure/vmSize";
import { sshPublicKeyFault } from "../../lib/sshKey";
import { type Kind, checkedText, text } from "../kinds";

/** The short name of an Azure region. Only Azure knows which there are. */
export const region: Kind<string> = {
  ...text(
    /^[a-z][a-z0-9]{2,29}$/,
    30,
    "the short name of an Azure region, as `az account list-locations` prints it",
    "koreacentral",
  ),
  suggest: shortRegion,
};

/** `koreacentral` for `Korea Central`. */
export function shortRegion(given: string): string {
  return given.toLowerCase().replaceAll(" ", "");
}

/** The value of a tag: the signs that some resources refuse in it are refused for all. */
export const tagValue: Kind<string> = text(
  /^[^<>%&\\?/]+$/,
  longestTagValue,
  `1 to ${longestTagValue} characters, none of < > % & \\ ? /`,
  "instructor",
);

/** An Azure VM size for amd64 with at least so many vCPUs. */
export function vmSize(leastVcpus: number): Kind<string> {
  const faultOf = (given: string) => {
    const size = parseVmSize(given);
    if (!size) return "no VM size has such a name";
    if (size.architecture === "arm64") return "it is an ARM size, and the lab's image is built for amd64";
    return size.vcpus < leastVcpus ? `it has ${size.vcpus} vCPU` : undefined;
  };
  const allowed = `an Azure VM size${leastVcpus > 1 ? ` with ${leastVcpus} vCPUs or more` : ""}, not ARM`;
  return { ...checkedText(faultOf, allowed, "Standard_D2s_v5"), suggest: suggestSize };
}

function suggestSize(given: string): string | undefined {
  const name = `Standard_${given}`;
  return parseVmSize(name)?.architecture === "amd64" ? name : undefined;
}

/** An SSH public key that Azure accepts for a Linux machine. */
export const sshPublicKey: Kind<string> = checkedText(
  sshPublicKeyFault,
  "an ed25519 key, or an RSA key of 2048 bits or more, in OpenSSH form",
  { shell: '"$(cat ~/.ssh/id_ed25519.pub)"' },
);
