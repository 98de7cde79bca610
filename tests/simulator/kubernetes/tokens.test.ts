import { models } from "../../../simulator/catalog";
import { kubernetesFaults } from "../../../simulator/kubernetes/crossChecks";
import type { Inputs, SimulatedResource } from "../../../simulator/model";
import { answerOf, record, refusals, describeFaults } from "../helpers";

const secretType = "kubernetes:core/v1:Secret";
const type = "kubernetes.io/service-account-token";
const annotations = { "kubernetes.io/service-account.name": "kim" };
const metadata = { name: "kim", namespace: "students", annotations };

function dataOf(inputs: Inputs): Record<string, string> {
  const { data = {} } = answerOf(models, secretType, inputs).outputs as { data?: Record<string, string> };
  const text = (value: string) => Buffer.from(value, "base64").toString();
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, text(value)]));
}

describe("a Secret for an account's token", () => {
  it("is filled in by the cluster, in base64: token, authority and namespace", () => {
    expect(dataOf({ metadata, type })).toEqual({
      token: "simulated-token-0a1b2c3d",
      "ca.crt": "-----BEGIN CERTIFICATE-----\nsimulated\n-----END CERTIFICATE-----\n",
      namespace: "students",
    });
    expect(dataOf({ metadata: { name: "kim", annotations }, type })["namespace"]).toBe("default");
  });

  it("has a unique token", () => {
    const tokens = ["one", "other"].map((name) => record(models, secretType, name, { metadata, type }).state);
    expect(tokens[0]!["data"].token).not.toBe(tokens[1]!["data"].token);
  });

  it("names its account", () => {
    const fault = [`a Secret of type ${type} names its account in the annotation kubernetes.io/service-account.name`];
    expect(refusals(models, secretType, { metadata, type })).toEqual([]);
    expect(refusals(models, secretType, { metadata: { name: "kim" }, type })).toEqual(fault);
    expect(refusals(models, secretType, { metadata: { name: "kim", annotations: {} }, type })).toEqual(fault);
  });
});

describe("any other Secret", () => {
  it.each([undefined, "Opaque"])("keeps what it is given, and names nobody: type %j", (other) => {
    const inputs = { metadata: { name: "kim" }, type: other, data: { token: "b3du" } };
    expect(answerOf(models, secretType, inputs).outputs).not.toHaveProperty("data");
    expect(refusals(models, secretType, inputs)).toEqual([]);
  });
});

describe("the account of a token", () => {
  const make = (type: string, name: string, inputs: Inputs) => record(models, type, name, inputs);
  const provider = make("pulumi:providers:kubernetes", "cluster", {});
  const space = (name: string) => make("kubernetes:core/v1:Namespace", name, { metadata: { name } });
  const account = (namespace: string) =>
    make("kubernetes:core/v1:ServiceAccount", "account", {
      kind: "ServiceAccount",
      metadata: { name: "kim", namespace },
    });
  const token = (inputs: Inputs = { metadata, type }) => make(secretType, "token", inputs);
  const faults = (...objects: SimulatedResource[]) =>
    describeFaults(kubernetesFaults([provider, space("students"), space("other"), ...objects]));
  const stray = ["token: it is for the token of kim, which the lab does not have in namespace students"];

  it("is there, in the Secret's own namespace", () => {
    expect(faults(account("students"), token())).toEqual([]);
    expect(faults(token())).toEqual(stray);
    expect(faults(account("other"), token())).toEqual(stray);
  });

  it("is on the same cluster", () => {
    const elsewhere = {
      ...account("students"),
      provider: "urn:pulumi:test::lab::pulumi:providers:kubernetes::second::x",
    };
    expect(faults(elsewhere, token()).filter((fault) => fault.startsWith("token: "))).toEqual(stray);
  });

  it("is not required for other Secrets, or for one that is refused already", () => {
    expect(faults(token({ metadata }))).toEqual([]);
    expect(faults(token({ metadata: { name: "kim", namespace: "students" }, type }))).toEqual([]);
  });
});
