import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { kubeconfigOf, labName } from "../kubeconfig";
import type { Upload } from "./nodeSpecs";

/** Where k3s looks for existing certificate authorities: https://docs.k3s.io/cli/certificate */
const folder = "/var/lib/rancher/k3s/server/tls";

/** Longer than any lab lives. */
const authorityHours = 10 * 365 * 24;
/** `pulumi up` renews it in its last month. */
const administratorHours = 365 * 24;
const renewalHours = 30 * 24;

/**
 * The cluster's certificate authorities, and its administrator's certificate. They are created before the cluster, so that
 * its kubeconfig is known without reading it from the server, and without touching the user's own kubeconfig.
 */
export class ClusterCertificates {
  /** For the server, before its first start. The keys among them are secret. */
  readonly files: Upload[];
  private readonly serverCa: Authority;
  private readonly administrator: { key: pulumi.Output<string>; certificate: pulumi.Output<string> };

  constructor(name: string, opts: pulumi.CustomResourceOptions) {
    this.serverCa = createAuthority(`${name}-server-ca`, opts);
    const clientCa = createAuthority(`${name}-client-ca`, opts);
    this.administrator = createAdministrator(`${name}-admin`, clientCa, opts);
    this.files = [...filesOf("server-ca", this.serverCa), ...filesOf("client-ca", clientCa)];
  }

  /**
   * The administrator's kubeconfig, YAML. Secret.
   *
   * @param apiServer URL of the API server.
   */
  kubeconfig(apiServer: string): pulumi.Output<string> {
    const { key, certificate } = this.administrator;
    const lab = labName();
    return pulumi.secret(
      pulumi.all([this.serverCa.certificate, certificate, key]).apply((pems) => {
        const [authorityData, certificateData, keyData] = pems.map((pem) => Buffer.from(pem).toString("base64"));
        return kubeconfigOf({
          lab,
          server: apiServer,
          authority: authorityData!,
          user: "admin",
          credentials: { "client-certificate-data": certificateData!, "client-key-data": keyData! },
        });
      }),
    );
  }
}

interface Authority {
  /** PEM. Secret. */
  key: pulumi.Output<string>;
  /** PEM. */
  certificate: pulumi.Output<string>;
}

function createAuthority(name: string, opts: pulumi.CustomResourceOptions): Authority {
  const key = createPrivateKey(name, opts);
  const certificate = new tls.SelfSignedCert(
    name,
    {
      privateKeyPem: key,
      subject: { commonName: `lab-${name}` },
      isCaCertificate: true,
      allowedUses: ["cert_signing", "crl_signing", "digital_signature", "key_encipherment"],
      validityPeriodHours: authorityHours,
    },
    opts,
  );
  return { key, certificate: certificate.certPem };
}

function createAdministrator(
  name: string,
  { key: caKey, certificate: caCertificate }: Authority,
  opts: pulumi.CustomResourceOptions,
) {
  const key = createPrivateKey(name, opts);
  // The group that may do everything: https://kubernetes.io/docs/reference/access-authn-authz/rbac/
  const subject = { commonName: "lab-admin", organization: "system:masters" };
  const request = new tls.CertRequest(name, { privateKeyPem: key, subject }, opts);
  const certificate = new tls.LocallySignedCert(
    name,
    {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: caKey,
      caCertPem: caCertificate,
      allowedUses: ["digital_signature", "client_auth"],
      validityPeriodHours: administratorHours,
      earlyRenewalHours: renewalHours,
    },
    opts,
  );
  return { key, certificate: certificate.certPem };
}

function createPrivateKey(name: string, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
  return new tls.PrivateKey(name, { algorithm: "ECDSA", ecdsaCurve: "P256" }, opts).privateKeyPem;
}

function filesOf(name: string, { key, certificate }: Authority): Upload[] {
  return [
    { file: `${folder}/${name}.crt`, content: certificate },
    { file: `${folder}/${name}.key`, content: key },
  ];
}
