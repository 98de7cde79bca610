import { knownRegions } from "../../facts/azure/regions";
import { isGeneration1 } from "../../facts/azure/vmGeneration";
import { vmShape } from "../../facts/azure/vmShape";
import { parseVmSize, vmSizeParts } from "../../facts/azure/vmSize";
import { sizesOfSeries } from "../../facts/azure/vmSizes";
import { lettersApart, nearestTo } from "../../lib/nearest";
import { normalSshPublicKey, sshPublicKeyFault } from "../../lib/sshKey";
import { type Kind, checkedText, text } from "../kinds";

/** The short name of an Azure region. Only Azure knows which there are. */
export const region: Kind<string> = {
  ...text(
    /^[a-z][a-z0-9]{2,29}$/,
    30,
    "the short name of an Azure region, as `az account list-locations` prints it",
    "koreacentral",
  ),
  suggest: suggestRegion,
  placeholder: "REGION",
};

/** A known region by its long name, as the portal shows it, too, or misspelt: `japaneast` for `Japan East`. */
export function suggestRegion(given: string): string | undefined {
  const short = given
    .replace(/^\([^)]*\)/, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "");
  const nearest = nearestTo(short, knownRegions);
  return lettersApart(short, nearest) <= 2 ? nearest : undefined;
}

/** `koreacentral` for `Korea Central`. */
export function shortRegion(given: string): string {
  return given.toLowerCase().replaceAll(" ", "");
}

/** What a VM size must have, besides a processor for amd64. */
interface VmSizeNeeds {
  readonly vcpus?: number;
  /** GiB; a size whose name does not say how much it has is accepted. */
  readonly gibibytes?: number;
  /** Whether it must boot an image of generation 2. */
  readonly generation2?: true;
}

/** An Azure VM size, in any spelling; the value is in Azure's own, so that another spelling changes nothing. */
export function vmSize(needs: VmSizeNeeds): Kind<string> {
  const { vcpus = 1, gibibytes = 0, generation2 } = needs;
  const kind = checkedText(
    (given) => vmSizeFault(given, needs),
    [
      `an Azure VM size${generation2 ? " of generation 2" : ""}`,
      ...(vcpus > 1 ? [` with ${vcpus} vCPUs and ${gibibytes} GiB or more`] : []),
      ", not ARM",
    ].join(""),
    "Standard_D2s_v5",
  );
  const schema = kind.schema.transform((given) => parseVmSize(given)?.name ?? given);
  return { ...kind, schema, suggest: suggestSize };
}

function vmSizeFault(given: string, { vcpus = 1, gibibytes = 0, generation2 }: VmSizeNeeds): string | undefined {
  const size = parseVmSize(given);
  if (!size) return "no VM size has such a name";
  if (size.architecture === "arm64") return "it is an ARM size, and the lab's image is built for amd64";
  const { cpus, gibibytes: memory = gibibytes } = vmShape(size);
  if (cpus < vcpus) return `it has ${cpus} vCPU`;
  if (memory < gibibytes) return `it has ${memory} GiB of memory`;
  const others = sizesOfSeries(size.name);
  if (others && !others.includes(size.name))
    return `there is no such size; of its series there are ${sizesText(others)}`;
  return generation2 && isGeneration1(size.name)
    ? "it boots images of generation 1 only, and the Docker host's is of generation 2"
    : undefined;
}

/** Without the prefix that all have, and without those that have fewer CPUs than quota counts. */
function sizesText(names: readonly string[]): string {
  const plain = names.filter((name) => vmSizeParts(name)?.constrained === undefined);
  return (plain.length > 0 ? plain : names).map((name) => name.replace("Standard_", "")).join(", ");
}

/** A size without its prefix; in place of one that its series does not have, the next one up. */
function suggestSize(given: string): string | undefined {
  const candidates = [given.trim(), `Standard_${given.trim()}`].map(parseVmSize);
  const size = candidates.find((one) => one?.architecture === "amd64");
  const others = size && sizesOfSeries(size.name);
  if (!size || !others || others.includes(size.name)) return size?.name;
  return others.find((name) => parseVmSize(name)!.vcpus >= size.vcpus);
}

const checkedKey = checkedText(
  sshPublicKeyFault,
  "an ed25519 key, or an RSA key of 2048 bits or more, in OpenSSH form",
  { shell: "$(cat ~/.ssh/id_ed25519.pub)" },
);

/**
 * An SSH public key that Azure accepts for a Linux machine. The value has one form for all spellings of a key: Azure changes no
 * key of a machine that exists, so a tidier file would replace the machine.
 */
export const sshPublicKey: Kind<string> = { ...checkedKey, schema: checkedKey.schema.transform(normalSshPublicKey) };
