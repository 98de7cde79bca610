import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type * as tls from "@pulumi/tls";
import { type Inputs, type ResourceModel, faultsOf, typedModel } from "./model";

/** ECDSA curves that TLS uses. The provider also accepts P224, its default. */
const tlsCurves = ["P256", "P384", "P521"];

/** Keys and certificates. They look like PEM but contain only what the checks need. */
export const tlsModels: Record<string, ResourceModel> = {
  "tls:index/privateKey:PrivateKey": typedModel<tls.PrivateKeyArgs>({
    create({ inputs, randomSuffix }) {
      const kind = inputs.algorithm === "ECDSA" ? "EC PRIVATE KEY" : "PRIVATE KEY";
      return {
        id: randomSuffix,
        outputs: {
          publicKeyOpenssh: ed25519PublicKey(randomSuffix),
          privateKeyOpenssh: pulumi.secret(
            "-----BEGIN OPENSSH PRIVATE KEY-----\nsimulated\n-----END OPENSSH PRIVATE KEY-----\n",
          ),
          privateKeyPem: pulumi.secret(pem(kind, { key: randomSuffix })),
        },
      };
    },
    check: ({ algorithm, ecdsaCurve }) =>
      faultsOf(
        [!["ED25519", "ECDSA"].includes(algorithm), "the simulator generates ED25519 and ECDSA keys only"],
        [
          algorithm === "ECDSA" && !tlsCurves.includes(ecdsaCurve ?? "P224"),
          `TLS does not use the curve ${ecdsaCurve ?? "P224"}`,
        ],
      ),
  }),
  "tls:index/certRequest:CertRequest": typedModel<tls.CertRequestArgs>({
    create: ({ inputs, randomSuffix }) => ({
      id: randomSuffix,
      outputs: {
        certRequestPem: pem("CERTIFICATE REQUEST", { subject: inputs.subject, of: hash(inputs.privateKeyPem) }),
      },
    }),
    check: ({ privateKeyPem }) => keyFaults("privateKeyPem", privateKeyPem),
  }),
  "tls:index/selfSignedCert:SelfSignedCert": typedModel<tls.SelfSignedCertArgs>({
    create: ({ inputs, randomSuffix }) => ({
      id: randomSuffix,
      outputs: { certPem: pem("CERTIFICATE", { subject: inputs.subject, of: hash(inputs.privateKeyPem) }) },
    }),
    check: (inputs) => [...keyFaults("privateKeyPem", inputs.privateKeyPem), ...termFaults(inputs)],
  }),
  "tls:index/locallySignedCert:LocallySignedCert": typedModel<tls.LocallySignedCertArgs>({
    create: ({ inputs, randomSuffix }) => ({
      id: randomSuffix,
      outputs: {
        certPem: pem("CERTIFICATE", { ...contentOf(inputs.certRequestPem), by: hash(inputs.caCertPem) }),
      },
    }),
    check: (inputs) => [
      ...keyFaults("caPrivateKeyPem", inputs.caPrivateKeyPem),
      ...authorityFaults(inputs),
      ...termFaults(inputs),
    ],
  }),
};

function pem(kind: string, content: Inputs): string {
  const body = Buffer.from(JSON.stringify({ simulated: true, ...content })).toString("base64");
  return `-----BEGIN ${kind}-----\n${body.replace(/.{64}(?=.)/g, "$&\n")}\n-----END ${kind}-----\n`;
}

function isPem(kind: string, text: unknown): boolean {
  return new RegExp(`^-----BEGIN ${kind}-----\n`).test(String(text));
}

/** The content that `pem` encoded, or nothing if the text comes from elsewhere. */
function contentOf(text: unknown): Inputs {
  const [, body = ""] = /-----\n([^-]*)-----END/.exec(String(text)) ?? [];
  try {
    return JSON.parse(Buffer.from(body, "base64").toString()) as Inputs;
  } catch {
    return {};
  }
}

function hash(text: unknown): string {
  return createHash("sha256").update(String(text)).digest("hex").slice(0, 16);
}

function keyFaults(input: string, key: unknown): string[] {
  return faultsOf([!isPem("(?:[A-Z]+ )?PRIVATE KEY", key), `${input} is not a private key in PEM`]);
}

function authorityFaults({
  certRequestPem,
  caCertPem,
  caPrivateKeyPem,
}: pulumi.Unwrap<tls.LocallySignedCertArgs>): string[] {
  const { of } = contentOf(caCertPem);
  return faultsOf(
    [!isPem("CERTIFICATE REQUEST", certRequestPem), "certRequestPem is not a certificate request in PEM"],
    [!isPem("CERTIFICATE", caCertPem), "caCertPem is not a certificate in PEM"],
    [of !== undefined && of !== hash(caPrivateKeyPem), "caPrivateKeyPem is not the key of caCertPem"],
  );
}

/** Uses of the provider that the simulator knows. */
const uses = ["cert_signing", "crl_signing", "digital_signature", "key_encipherment", "client_auth", "server_auth"];

/** What all certificates have. */
type Term = pulumi.Unwrap<Pick<tls.SelfSignedCertArgs, "allowedUses" | "validityPeriodHours">>;

function termFaults({ allowedUses = [], validityPeriodHours }: Term): string[] {
  return [
    ...allowedUses.filter((use) => !uses.includes(use)).map((use) => `no use of a key has the name ${use}`),
    ...faultsOf([!(validityPeriodHours > 0), "a certificate needs a validityPeriodHours above 0"]),
  ];
}

/** A public key in OpenSSH's form, without a private key. */
function ed25519PublicKey(seed: string): string {
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const point = createHash("sha256").update(seed).digest();
  return `ssh-ed25519 ${Buffer.concat([field(Buffer.from("ssh-ed25519")), field(point)]).toString("base64")}\n`;
}
