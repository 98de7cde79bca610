import { IisWorkload } from "../../../components/kubernetes/iisWorkload";
import { BareCluster } from "../../bareCluster";
import { only, resourceSet, run } from "../../lab";

function iis() {
  return run(() => {
    const cluster = new BareCluster();
    const { url } = new IisWorkload("iis", { cluster, startAfter: [cluster.provider] });
    return { url };
  });
}

describe("IisWorkload", () => {
  it("runs IIS on Windows nodes, in a namespace of its own that is closed except for visits", async () => {
    const { resources, outputs } = await iis();
    expect(resourceSet(resources.filter(({ urn }) => urn.includes("lab:kubernetes:IisWorkload")))).toEqual([
      "kubernetes:apps/v1:Deployment iis-deployment",
      "kubernetes:core/v1:Namespace iis",
      "kubernetes:core/v1:Service iis-service",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy iis-policy",
      "lab:kubernetes:IisWorkload iis",
    ]);
    const pod = only(resources, "kubernetes:apps/v1:Deployment").inputs["spec"].template.spec;
    expect(pod).toMatchObject({
      os: { name: "windows" },
      nodeSelector: { "kubernetes.io/os": "windows" },
      tolerations: [{ key: "os", operator: "Equal", value: "windows", effect: "NoSchedule" }],
      automountServiceAccountToken: false,
      containers: [{ image: "mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022" }],
    });
    expect(only(resources, "kubernetes:core/v1:Namespace").inputs["metadata"]).toMatchObject({
      name: "windows",
      labels: { "pod-security.kubernetes.io/enforce": "baseline" },
    });
    expect(outputs).toEqual({ url: "http://203.0.113.20" });
  });
});
