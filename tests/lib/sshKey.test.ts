import { type JsonWebKey, generateKeyPairSync } from "node:crypto";
import { normalSshPublicKey, sshPublicKeyFault } from "../../lib/sshKey";

/** A field of the SSH wire format: its length in 4 bytes, then the bytes. */
function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A positive number of a JWK as SSH writes it: with a zero in front where the first bit is set. */
function number(base64url = ""): Buffer {
  const bytes = Buffer.from(base64url, "base64url");
  return bytes[0]! < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
}

function openSsh(type: string, ...parts: Buffer[]): string {
  return `${type} ${Buffer.concat([Buffer.from(type), ...parts].map(field)).toString("base64")}`;
}

function rsaKey(bits: number): string {
  const { e, n }: JsonWebKey = generateKeyPairSync("rsa", { modulusLength: bits }).publicKey.export({ format: "jwk" });
  return openSsh("ssh-rsa", number(e), number(n));
}

const pair = generateKeyPairSync("ed25519");
const point = Buffer.from(pair.publicKey.export({ format: "jwk" }).x!, "base64url");
const ed25519 = openSsh("ssh-ed25519", point);
const body = ed25519.split(" ")[1]!;
const exponent = Buffer.from([1, 0, 1]);

describe("sshPublicKeyFault", () => {
  it.each([
    ["an ed25519 key", ed25519],
    ["one with a comment of several words", `${ed25519} a student's key`],
    ["one with the end of its line", `${ed25519} me@host\r\n`],
    ["an RSA key of 2048 bits", rsaKey(2048)],
  ])("accepts %s", (_what, key) => {
    expect(sshPublicKeyFault(key)).toBeUndefined();
  });

  it.each([1024, 2047])("refuses an RSA key of %d bits", (bits) => {
    expect(sshPublicKeyFault(rsaKey(bits))).toBe(`an RSA key of ${bits} bits is shorter than 2048`);
  });

  it("counts the bits of an RSA key, not the zeros in front of it", () => {
    const padded = openSsh("ssh-rsa", exponent, Buffer.concat([Buffer.alloc(200), Buffer.alloc(128, 0xff)]));
    expect(sshPublicKeyFault(padded)).toBe("an RSA key of 1024 bits is shorter than 2048");
    expect(sshPublicKeyFault(openSsh("ssh-rsa", exponent, Buffer.alloc(257)))).toBe(
      "an RSA key of 0 bits is shorter than 2048",
    );
  });

  it.each([
    ["OpenSSH", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n-----END OPENSSH PRIVATE KEY-----\n"],
    ["PKCS #8", pair.privateKey.export({ format: "pem", type: "pkcs8" }).toString()],
  ])("refuses a private key (%s), and says which file to give", (_form, key) => {
    expect(sshPublicKeyFault(key)).toBe("it is a private key; give the file that ends in .pub");
  });

  it.each([
    ["one key after another", `${ed25519}\n${ed25519}`],
    ["a key broken in two", `${ed25519.slice(0, 40)}\n${ed25519.slice(40)}`],
    ["a public key in PEM", pair.publicKey.export({ format: "pem", type: "spki" }).toString()],
    ["a carriage return before more text", `${ed25519} a\rssh-rsa AAAA`],
  ])("says that %s has more than one line", (_what, key) => {
    expect(sshPublicKeyFault(key)).toBe("it has more than one line");
  });

  it.each([
    ["nothing but a space", " "],
    ["the path of a file", "~/.ssh/id_ed25519.pub"],
    ["the bare body", body],
    ["an ECDSA key", openSsh("ecdsa-sha2-nistp256", Buffer.from("nistp256"), Buffer.alloc(65, 4))],
    ["a key with options before it", `command="true" ${ed25519}`],
    ["another spelling of the type", ed25519.replace("ssh-", "SSH-")],
    ["a property of every object", "__proto__ AAAA"],
  ])("names the accepted types when given %s", (_what, key) => {
    expect(sshPublicKeyFault(key)).toBe("it does not start with ssh-ed25519 or ssh-rsa");
  });

  it.each([
    ["nothing after the type", "ssh-ed25519"],
    ["a word after it", "ssh-ed25519 my-key"],
    ["another alphabet", `ssh-ed25519 ${body.slice(0, -2)}_-`],
  ])("refuses what is not base64: %s", (_what, key) => {
    expect(sshPublicKeyFault(key)).toBe("what follows the type is not base64");
  });

  it.each([
    ["a key of another type", `ssh-rsa ${body}`, "ssh-rsa"],
    ["a key without its last characters", ed25519.slice(0, -8), "ssh-ed25519"],
    ["a key with more after its end", `${ed25519}AAAA`, "ssh-ed25519"],
    ["a length beyond the end", "ssh-ed25519 /////w==", "ssh-ed25519"],
    ["a length cut short", "ssh-ed25519 AAA=", "ssh-ed25519"],
  ])("names the type that the key is not, given %s", (_what, key, type) => {
    expect(sshPublicKeyFault(key)).toBe(`what follows the type is not a key of type ${type}`);
  });

  it.each([
    ["an ed25519 key of 31 bytes", openSsh("ssh-ed25519", point.subarray(1))],
    ["an ed25519 key without its point", openSsh("ssh-ed25519")],
    ["an RSA key without its modulus", openSsh("ssh-rsa", exponent)],
  ])("says that %s is cut short", (_what, key) => {
    expect(sshPublicKeyFault(key)).toBe("the key is cut short");
  });
});

describe("normalSshPublicKey", () => {
  it.each([
    ["as it is", ed25519],
    ["with the end of its line", `${ed25519}\n`],
    ["from Windows", `\uFEFF${ed25519}\r\n`],
    ["with blanks", `  ssh-ed25519\t  ${body} `],
    ["with a comment", `${ed25519} kim@laptop`],
    ["with a comment of several words, and blanks between them", `${ed25519}  Kim's   key`],
  ])("gives one form for a key %s", (_what, key) => {
    expect(sshPublicKeyFault(key)).toBeUndefined();
    expect(normalSshPublicKey(key)).toBe(ed25519);
  });

  it("gives one form for a key with and without the padding of base64", () => {
    const key = rsaKey(2056);
    expect(normalSshPublicKey(key.replace(/=+$/, ""))).toBe(key);
    expect(normalSshPublicKey(key)).toBe(key);
  });
});
