import { createDecipheriv, pbkdf2Sync } from "node:crypto";

/** How Pulumi makes a key of a passphrase and a salt (pulumi/pulumi, sdk/go/common/resource/config/crypt.go, v3.248). */
const iterations = 1_000_000;
const keyBytes = 32;
const tagBytes = 16;
/** What it encrypts beside a salt, to know the right passphrase by. */
const proof = "pulumi";

/**
 * Whether a salt in a stack's file was made for a passphrase. Takes about a second.
 *
 * @param salt `v1:<salt>:v1:<nonce>:<text>`, the three in base64
 */
export function isSaltOf(passphrase: string, salt: string): boolean {
  const [version, saltText = "", cipher, nonce = "", text = ""] = salt.split(":");
  if (version !== "v1" || cipher !== "v1") return false;
  const bytes = (base64: string) => Buffer.from(base64, "base64");
  const key = pbkdf2Sync(passphrase.trim(), bytes(saltText), iterations, keyBytes, "sha256");
  const sealed = bytes(text);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes(nonce));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    return decipher.update(sealed.subarray(0, -tagBytes), undefined, "utf8") + decipher.final("utf8") === proof;
  } catch {
    return false;
  }
}
