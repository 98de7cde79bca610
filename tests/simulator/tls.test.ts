import { sshPublicKeyFault } from "../../lib/sshKey";
import type { Inputs } from "../../simulator/model";
import { tlsModels } from "../../simulator/tls";
import { answerOf, secretValue, refusals } from "./helpers";

describe("a key pair", () => {
  const type = "tls:index/privateKey:PrivateKey";
  const publicKey = (name?: string) =>
    answerOf(tlsModels, type, { algorithm: "ED25519" }, name).outputs["publicKeyOpenssh"] as string;

  it("has a public key that Azure accepts, on one line", () => {
    expect(sshPublicKeyFault(publicKey())).toBeUndefined();
    expect(publicKey()).toMatch(/^ssh-ed25519 [A-Za-z0-9+/]+={0,2}\n$/);
  });

  it("has a private key that is secret, and is none", async () => {
    const { privateKeyOpenssh } = answerOf(tlsModels, type, { algorithm: "ED25519" }).outputs;
    expect(await secretValue(privateKeyOpenssh)).toBe(
      "-----BEGIN OPENSSH PRIVATE KEY-----\nsimulated\n-----END OPENSSH PRIVATE KEY-----\n",
    );
  });

  it("is an ED25519 or an ECDSA key, the latter on a curve that TLS has", () => {
    const of = (inputs: Inputs) => refusals(tlsModels, type, inputs);
    expect(of({ algorithm: "ED25519" })).toEqual([]);
    expect(of({ algorithm: "ECDSA", ecdsaCurve: "P256" })).toEqual([]);
    expect(of({ algorithm: "RSA" })).toEqual(["the simulator generates ED25519 and ECDSA keys only"]);
    expect(of({ algorithm: "ECDSA" })).toEqual(["TLS does not use the curve P224"]);
  });
});

/** A self-signed authority and a certificate that it signs, each with a key of its own. */
async function chain() {
  const keyOf = async (name: string) => {
    const inputs = { algorithm: "ECDSA", ecdsaCurve: "P256" };
    const request = { urn: name, type: "", name, inputs, randomSuffix: name, existing: [] };
    const { privateKeyPem } = tlsModels["tls:index/privateKey:PrivateKey"]!.create(request).outputs;
    return (await secretValue(privateKeyPem)) as string;
  };
  const [caKey, otherKey] = [await keyOf("ca"), await keyOf("other")];
  const self = { privateKeyPem: caKey, subject: { commonName: "ca" }, allowedUses: [], validityPeriodHours: 1 };
  const request = { privateKeyPem: otherKey, subject: { commonName: "admin" } };
  const certPem = answerOf(tlsModels, "tls:index/selfSignedCert:SelfSignedCert", self).outputs["certPem"] as string;
  const requestPem = answerOf(tlsModels, "tls:index/certRequest:CertRequest", request).outputs["certRequestPem"];
  const signed = {
    certRequestPem: requestPem as string,
    caPrivateKeyPem: caKey,
    caCertPem: certPem,
    allowedUses: ["client_auth"],
    validityPeriodHours: 1,
  };
  return { caKey, otherKey, self, certPem, request, requestPem, signed };
}

describe("a private key for TLS", () => {
  it("is PEM, secret, and another for each resource", async () => {
    const { caKey, otherKey } = await chain();
    expect(caKey).toMatch(/^-----BEGIN EC PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+\n-----END EC PRIVATE KEY-----\n$/);
    expect(otherKey).not.toBe(caKey);
  });
});

describe("a certificate", () => {
  const selfSigned = (inputs: Inputs) => refusals(tlsModels, "tls:index/selfSignedCert:SelfSignedCert", inputs);
  const locallySigned = (inputs: Inputs) =>
    refusals(tlsModels, "tls:index/locallySignedCert:LocallySignedCert", inputs);

  it("is PEM, signed by its own key or by an authority", async () => {
    const { certPem, requestPem, self, request, signed } = await chain();
    const answer = answerOf(tlsModels, "tls:index/locallySignedCert:LocallySignedCert", signed);
    expect([certPem, requestPem, answer.outputs["certPem"]]).toEqual(
      ["CERTIFICATE", "CERTIFICATE REQUEST", "CERTIFICATE"].map((kind) =>
        expect.stringMatching(`^-----BEGIN ${kind}-----\n[^-]+-----END ${kind}-----\n$`),
      ),
    );
    expect(answer.outputs["certPem"]).not.toBe(certPem);
    expect([
      ...selfSigned(self),
      ...refusals(tlsModels, "tls:index/certRequest:CertRequest", request),
      ...locallySigned(signed),
    ]).toEqual([]);
  });

  it("needs a key that is one", async () => {
    const { self, request, signed, certPem } = await chain();
    expect(selfSigned({ ...self, privateKeyPem: certPem })).toEqual(["privateKeyPem is not a private key in PEM"]);
    expect(refusals(tlsModels, "tls:index/certRequest:CertRequest", { ...request, privateKeyPem: undefined })).toEqual([
      "privateKeyPem is not a private key in PEM",
    ]);
    expect(locallySigned({ ...signed, caPrivateKeyPem: "" })).toContain("caPrivateKeyPem is not a private key in PEM");
  });

  it("is signed with the authority's own key, and with no other", async () => {
    const { signed, otherKey } = await chain();
    expect(locallySigned({ ...signed, caPrivateKeyPem: otherKey })).toEqual([
      "caPrivateKeyPem is not the key of caCertPem",
    ]);
  });

  it("needs a request and an authority's certificate, each in its place", async () => {
    const { signed } = await chain();
    expect(locallySigned({ ...signed, certRequestPem: signed.caCertPem, caCertPem: signed.certRequestPem })).toEqual([
      "certRequestPem is not a certificate request in PEM",
      "caCertPem is not a certificate in PEM",
      "caPrivateKeyPem is not the key of caCertPem",
    ]);
  });

  it("may come from elsewhere, of which nothing is known", async () => {
    const { signed } = await chain();
    const real = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    expect(locallySigned({ ...signed, caCertPem: real })).toEqual([]);
  });

  it("is valid for some time, and for uses that there are", async () => {
    const { self, signed } = await chain();
    expect(selfSigned({ ...self, validityPeriodHours: 0 })).toEqual([
      "a certificate needs a validityPeriodHours above 0",
    ]);
    expect(locallySigned({ ...signed, validityPeriodHours: undefined })).toHaveLength(1);
    expect(locallySigned({ ...signed, allowedUses: ["client"] })).toEqual(["no use of a key has the name client"]);
  });
});
