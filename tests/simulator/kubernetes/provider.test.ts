import { providerModels } from "../../../simulator/kubernetes/provider";
import type { Inputs } from "../../../simulator/model";
import { refusals } from "../helpers";

describe("a provider", () => {
  const of = (inputs: Inputs) => refusals(providerModels, "pulumi:providers:kubernetes", inputs);
  const kubeconfig = "apiVersion: v1\nclusters: [{name: lab}]\n";

  it("is taken with a kubeconfig and the name of its cluster", () => {
    expect(of({ kubeconfig, clusterIdentifier: "aks" })).toEqual([]);
  });

  it("may have its kubeconfig in JSON, which is YAML too", () => {
    const json = JSON.stringify({ apiVersion: "v1", clusters: [{ name: "lab" }] });
    expect(of({ kubeconfig: json, clusterIdentifier: "aks" })).toEqual([]);
  });

  it.each(["", "undefined", undefined, "users: []"])(
    "is refused with the kubeconfig %j, which names no cluster",
    (empty) => {
      expect(of({ kubeconfig: empty, clusterIdentifier: "aks" })).toEqual(["its kubeconfig names no cluster"]);
    },
  );

  it("may use a context of the user's kubeconfig, or of a file that it names", () => {
    expect(of({ context: "kind-kind", clusterIdentifier: "kind-kind" })).toEqual([]);
    expect(of({ context: "kind-kind", kubeconfig: "./school.yaml", clusterIdentifier: "kind-kind" })).toEqual([]);
  });

  it("is refused with only the path of a file, whose current context may change", () => {
    expect(of({ kubeconfig: "./school.yaml", clusterIdentifier: "school" })).toEqual([
      "its kubeconfig names no cluster",
    ]);
    expect(of({ context: "", clusterIdentifier: "school" })).toEqual(["its kubeconfig names no cluster"]);
  });

  it("is refused without clusterIdentifier", () => {
    expect(of({ kubeconfig })).toEqual([
      "without clusterIdentifier new credentials would replace everything on the cluster",
    ]);
  });
});
