import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { ClusterCertificates } from "../../../components/local/certificates";
import type { SimulatedResource } from "../../../simulator";
import { only, resourceSet, run, valueOf } from "../../lab";

const types = {
  key: "tls:index/privateKey:PrivateKey",
  request: "tls:index/certRequest:CertRequest",
  selfSigned: "tls:index/selfSignedCert:SelfSignedCert",
  signed: "tls:index/locallySignedCert:LocallySignedCert",
};
const apiServer = "https://127.0.0.1:6550";
const folder = "/var/lib/rancher/k3s/server/tls";

async function certificates() {
  const { resources, result, outputs } = await run(() => {
    const made = new ClusterCertificates("cluster", {});
    return { kubeconfig: made.kubeconfig(apiServer), files: made.files };
  });
  return { resources, files: result.files, outputs, kubeconfig: await valueOf(result.kubeconfig) };
}

describe("ClusterCertificates", () => {
  let resources: readonly SimulatedResource[];
  let files: Awaited<ReturnType<typeof certificates>>["files"];
  let outputs: Awaited<ReturnType<typeof certificates>>["outputs"];
  let kubeconfig: string;

  beforeAll(async () => {
    ({ resources, files, outputs, kubeconfig } = await certificates());
  });

  const pem = (type: string, name: string) => {
    const { state } = only(resources, type, name);
    return state["certPem"] as string;
  };

  it("is two authorities and an administrator, each with a key of its own, and nothing else", () => {
    expect(resourceSet(resources)).toEqual([
      `${types.request} cluster-admin`,
      `${types.signed} cluster-admin`,
      `${types.key} cluster-admin`,
      `${types.key} cluster-client-ca`,
      `${types.key} cluster-server-ca`,
      `${types.selfSigned} cluster-client-ca`,
      `${types.selfSigned} cluster-server-ca`,
    ]);
  });

  it.each(["server", "client"])("has an authority for the %s side that may sign, for ten years", (side) => {
    expect(only(resources, types.selfSigned, `cluster-${side}-ca`).shownInputs).toEqual({
      privateKeyPem: "[secret]",
      subject: { commonName: `lab-cluster-${side}-ca` },
      isCaCertificate: true,
      allowedUses: ["cert_signing", "crl_signing", "digital_signature", "key_encipherment"],
      validityPeriodHours: 87_600,
    });
  });

  it("has an administrator of the group that may do everything, for a year that is renewed a month before", () => {
    expect(only(resources, types.request).shownInputs).toEqual({
      privateKeyPem: "[secret]",
      subject: { commonName: "lab-admin", organization: "system:masters" },
    });
    expect(only(resources, types.signed).shownInputs).toEqual({
      certRequestPem: only(resources, types.request).state["certRequestPem"],
      caPrivateKeyPem: "[secret]",
      caCertPem: pem(types.selfSigned, "cluster-client-ca"),
      allowedUses: ["digital_signature", "client_auth"],
      validityPeriodHours: 8760,
      earlyRenewalHours: 720,
    });
  });

  it("gives the server both authorities under the names that k3s looks for, with the keys secret", async () => {
    const read = files.map(async ({ file, content }) => {
      const output = pulumi.output(content);
      return [file, await pulumi.isSecret(output), await valueOf(output)];
    });
    const certificate = (side: string) => pem(types.selfSigned, `cluster-${side}-ca`);
    const key = expect.stringMatching(/^-----BEGIN EC PRIVATE KEY-----\n/) as string;
    const all = await Promise.all(read);
    expect(all).toEqual([
      [`${folder}/server-ca.crt`, false, certificate("server")],
      [`${folder}/server-ca.key`, true, key],
      [`${folder}/client-ca.crt`, false, certificate("client")],
      [`${folder}/client-ca.key`, true, key],
    ]);
    expect(all[1]![2]).not.toBe(all[3]![2]);
  });

  it("knows the administrator's kubeconfig without a cluster: its server, whom it trusts, and who it is", () => {
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    const { "client-key-data": key, ...user } = parse(kubeconfig).users[0].user;
    expect(Buffer.from(key, "base64").toString()).toMatch(/^-----BEGIN EC PRIVATE KEY-----\n/);
    expect(user).toEqual({ "client-certificate-data": base64(pem(types.signed, "cluster-admin")) });
    expect({ ...parse(kubeconfig), users: undefined }).toEqual({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "lab",
      clusters: [
        {
          name: "lab",
          cluster: {
            server: apiServer,
            "certificate-authority-data": base64(pem(types.selfSigned, "cluster-server-ca")),
          },
        },
      ],
      contexts: [{ name: "lab", context: { cluster: "lab", user: "admin" } }],
    });
  });

  it("shows neither the kubeconfig nor a key", () => {
    expect(outputs["kubeconfig"]).toBe("[secret]");
    const shown = JSON.stringify([outputs, ...resources.map(({ shownInputs }) => shownInputs)]);
    expect(shown).not.toContain("PRIVATE KEY");
  });
});
