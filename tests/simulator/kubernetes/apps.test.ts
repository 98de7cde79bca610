import { appsModels } from "../../../simulator/kubernetes/apps";
import type { Inputs } from "../../../simulator/model";
import { refusals } from "../helpers";

const apps = { "app.kubernetes.io/name": "app" };

/** A Deployment whose pods have one container with a port; `changes` go to its parts. */
function deployment(changes: { spec?: Inputs; pod?: Inputs; container?: Inputs; podLabels?: Inputs } = {}): Inputs {
  const container = {
    name: "app",
    image: "app",
    ports: [{ name: "http", containerPort: 8080 }],
    ...changes.container,
  };
  return {
    metadata: { name: "app", namespace: "lab", labels: apps },
    spec: {
      selector: { matchLabels: apps },
      template: {
        metadata: { labels: changes.podLabels ?? apps },
        spec: { containers: [container], ...changes.pod },
      },
      ...changes.spec,
    },
  };
}
const ofDeployment = (changes?: Parameters<typeof deployment>[0]) =>
  refusals(appsModels, "kubernetes:apps/v1:Deployment", deployment(changes));

describe("a Deployment", () => {
  it("is taken when its selector matches its pods' labels, of which there may be more", () => {
    expect(ofDeployment()).toEqual([]);
    expect(ofDeployment({ podLabels: { ...apps, tier: "web" } })).toEqual([]);
  });

  it("is refused without a selector", () => {
    const fault = ["a Deployment needs a selector"];
    expect(ofDeployment({ spec: { selector: undefined } })).toEqual(fault);
    expect(ofDeployment({ spec: { selector: {} } })).toEqual(fault);
    expect(ofDeployment({ spec: { selector: { matchLabels: {} } } })).toEqual(fault);
  });

  it("may select by expressions", () => {
    const matchExpressions = [{ key: "app.kubernetes.io/name", operator: "In", values: ["app"] }];
    expect(ofDeployment({ spec: { selector: { matchExpressions } } })).toEqual([]);
  });

  it("is refused when its selector does not match its pods' labels", () => {
    expect(ofDeployment({ podLabels: { "app.kubernetes.io/name": "other" } })).toEqual([
      "its selector requires app.kubernetes.io/name=app, and its pods have other",
    ]);
    expect(ofDeployment({ podLabels: {} })).toEqual([
      "its selector requires app.kubernetes.io/name=app, and its pods have no such label",
    ]);
  });

  it("must count its own pods when it spreads them", () => {
    const spread = (matchLabels: Inputs) => [
      { maxSkew: 1, topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels } },
    ];
    expect(ofDeployment({ pod: { topologySpreadConstraints: spread(apps) } })).toEqual([]);
    expect(ofDeployment({ pod: { topologySpreadConstraints: spread({ app: "other" }) } })).toEqual([
      "the spread over kubernetes.io/hostname does not count the Deployment's own pods",
    ]);
  });

  it("is refused if both maxUnavailable and maxSurge are 0, since no update could proceed", () => {
    const strategy = (rollingUpdate: Inputs) => ({ spec: { strategy: { type: "RollingUpdate", rollingUpdate } } });
    expect(ofDeployment(strategy({ maxUnavailable: 0, maxSurge: 1 }))).toEqual([]);
    expect(ofDeployment(strategy({ maxUnavailable: 0, maxSurge: 0 }))).toHaveLength(1);
  });

  it("is checked without a spec, and does not stop the rehearsal", () => {
    const type = "kubernetes:apps/v1:Deployment";
    expect(refusals(appsModels, type, { metadata: { name: "app" } })).toEqual(["a Deployment needs a selector"]);
  });

  it("is refused for a wrong label of its pods", () => {
    expect(ofDeployment({ podLabels: { ...apps, owner: "two words" } })).toEqual([
      'the label owner has the value "two words", which Kubernetes does not accept',
    ]);
  });
});

it("a container is refused with a port that no machine has", () => {
  expect(ofDeployment({ container: { ports: [{ name: "http", containerPort: 99999 }] } })).toEqual([
    "container app: the containerPort 99999 is no port: allowed is 1 to 65535",
  ]);
});

describe("the probes of a container", () => {
  const probed = (probe: string, handler: Inputs) => ofDeployment({ container: { [probe]: handler } });

  it.each(["startupProbe", "readinessProbe", "livenessProbe"])("may use its ports by name and number (%s)", (probe) => {
    expect(probed(probe, { httpGet: { path: "/", port: "http" } })).toEqual([]);
    expect(probed(probe, { httpGet: { path: "/", port: 8080 } })).toEqual([]);
    expect(probed(probe, { tcpSocket: { port: "http" } })).toEqual([]);
    expect(probed(probe, { exec: { command: ["true"] } })).toEqual([]);
  });

  it.each(["startupProbe", "readinessProbe", "livenessProbe"])(
    "are refused for a port that the container lacks (%s)",
    (probe) => {
      for (const port of ["web", 80]) {
        const fault = [`a probe of container app asks port ${port}, which the container does not have`];
        expect(probed(probe, { httpGet: { path: "/", port } })).toEqual(fault);
        expect(probed(probe, { tcpSocket: { port } })).toEqual(fault);
      }
    },
  );
});
