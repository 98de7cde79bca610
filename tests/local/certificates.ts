import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { CreateResult, Inputs, Request, ResourceModel } from "../../simulator";

/**
 * Models of Pulumi's TLS resources with real keys and certificates, which a cluster accepts. openssl creates them. A
 * resource has the same ones in every rehearsal.
 */
export function realCertificates(): Record<string, ResourceModel> {
  const results = new Map<string, CreateResult>();
  const memoized = (outputs: (inputs: Inputs) => Inputs): ResourceModel => ({
    create({ urn, inputs }: Request) {
      const result = results.get(urn) ?? { id: urn, outputs: outputs(inputs) };
      results.set(urn, result);
      return result;
    },
  });
  return {
    "tls:index/privateKey:PrivateKey": memoized(() => {
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      return { privateKeyPem: pulumi.secret(privateKey.export({ format: "pem", type: "sec1" })) };
    }),
    "tls:index/selfSignedCert:SelfSignedCert": memoized(({ privateKeyPem, subject, validityPeriodHours }) => ({
      certPem: openssl(
        { key: privateKeyPem },
        ...["req", "-x509", "-new", "-key", "key", "-days", days(validityPeriodHours), "-subj", subjectName(subject)],
        ...["-addext", "keyUsage=critical,keyCertSign,cRLSign,digitalSignature,keyEncipherment"],
      ),
    })),
    "tls:index/certRequest:CertRequest": memoized(({ privateKeyPem, subject }) => ({
      certRequestPem: openssl({ key: privateKeyPem }, "req", "-new", "-key", "key", "-subj", subjectName(subject)),
    })),
    "tls:index/locallySignedCert:LocallySignedCert": memoized((inputs) => ({
      certPem: openssl(
        {
          request: inputs["certRequestPem"],
          ca: inputs["caCertPem"],
          key: inputs["caPrivateKeyPem"],
          extensions: "keyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n",
        },
        ...["x509", "-req", "-in", "request", "-CA", "ca", "-CAkey", "key", "-set_serial", "1"],
        ...["-days", days(inputs["validityPeriodHours"]), "-extfile", "extensions"],
      ),
    })),
  };
}

/** Runs openssl in a folder with some files. @returns its output */
function openssl(files: Readonly<Record<string, string>>, ...args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "lab-openssl-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content, { mode: 0o600 });
    return execFileSync("openssl", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function days(hours: number): string {
  return String(Math.ceil(hours / 24));
}

function subjectName({ commonName, organization }: Inputs): string {
  return `${organization === undefined ? "" : `/O=${organization}`}/CN=${commonName}`;
}
