/** Key types that Azure accepts for a Linux machine (Learn, "Supported SSH key formats"). */
const allowedTypes = ["ssh-ed25519", "ssh-rsa"];

/** Azure refuses shorter RSA keys. */
const minimumRsaBits = 2048;

/** What is wrong with an OpenSSH public key (`type base64 [comment]`); `undefined` if it is well formed. */
export function sshPublicKeyFault(text: string): string | undefined {
  if (text.includes("PRIVATE KEY")) return "it is a private key; give the file that ends in .pub";
  const [type = "", body = ""] = text.trim().split(/\s+/);
  if (/[\r\n]/.test(text.trim())) return "it has more than one line";
  if (!allowedTypes.includes(type)) return `it does not start with ${allowedTypes.join(" or ")}`;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return "what follows the type is not base64";
  const fields = wireFields(Buffer.from(body, "base64"));
  if (!fields || fields[0]?.toString("latin1") !== type) return `what follows the type is not a key of type ${type}`;
  if (type === "ssh-ed25519")
    return fields.length === 2 && fields[1]?.length === 32 ? undefined : "the key is cut short";
  if (fields.length !== 3) return "the key is cut short";
  const bits = bitLength(fields[2]!);
  return bits >= minimumRsaBits ? undefined : `an RSA key of ${bits} bits is shorter than ${minimumRsaBits}`;
}

/**
 * A well-formed key in the one form that all spellings of it share: type and base64, with one space between them. Blanks, line
 * ends, a byte-order mark, the padding of base64 and the comment are not part of a key.
 */
export function normalSshPublicKey(text: string): string {
  const [type = "", body = ""] = text.trim().split(/\s+/);
  return `${type} ${Buffer.from(body, "base64").toString("base64")}`;
}

/** Splits the SSH wire format, fields that each start with their length in 4 bytes; `undefined` if one is cut short. */
function wireFields(bytes: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 4 > bytes.length) return undefined;
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

/** Bits of a positive number in big-endian bytes, which may start with zeros. */
function bitLength(number: Buffer): number {
  const start = number.findIndex((byte) => byte !== 0);
  return start < 0 ? 0 : (number.length - start) * 8 - Math.clz32(number[start]!) + 24;
}
