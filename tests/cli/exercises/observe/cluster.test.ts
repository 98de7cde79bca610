import { observeSpace, observeSpaces } from "../../../../cli/exercises/observe/cluster";
import type { KubeApi } from "../../../../cli/kubernetes/api";

const service = (name: string, ingress: object[], namespace = "student-kim") => ({
  metadata: { name, namespace },
  spec: { type: "LoadBalancer", ports: [{ port: 8080 }] },
  status: { loadBalancer: { ingress } },
});

function apiWith(services: object[]): KubeApi & { asked: string[] } {
  const asked: string[] = [];
  const request = <T>({ path }: { path: string }) => {
    asked.push(path);
    return Promise.resolve({ items: path.endsWith("/services") ? services : [] } as T);
  };
  return { asked, request };
}

const visitOf = (...answering: string[]) => {
  const visited: string[] = [];
  const visit = (url: string) => {
    visited.push(url);
    return Promise.resolve(answering.includes(url) ? 404 : undefined);
  };
  return { visit, visited };
};

describe("observeSpace", () => {
  it("asks for seven kinds in the student's own namespace", async () => {
    const api = apiWith([]);
    await observeSpace(api, "student-kim", visitOf().visit);
    expect(api.asked.sort()).toEqual(
      [
        ...["pods", "services", "events", "configmaps", "resourcequotas"].map(
          (kind) => `/api/v1/namespaces/student-kim/${kind}`,
        ),
        "/apis/apps/v1/namespaces/student-kim/deployments",
        "/apis/discovery.k8s.io/v1/namespaces/student-kim/endpointslices",
      ].sort(),
    );
  });

  it("says of a public address whether it answers, and of a private one only that it does", async () => {
    const { visit, visited } = visitOf("http://203.0.113.1:8080", "http://10.0.0.1:8080");
    const addresses = ["203.0.113.1", "203.0.113.2", "10.0.0.1", "10.0.0.2"];
    const services = addresses.map((ip, index) => service(`web-${index}`, [{ ip }]));
    const { answers } = await observeSpace(apiWith([...services, service("none", [])]), "student-kim", visit);
    expect(answers).toEqual({ "web-0": true, "web-1": false, "web-2": true });
    expect(visited).toEqual(addresses.map((ip) => `http://${ip}:8080`));
  });
});

describe("observeSpaces", () => {
  it("asks once for each kind, however many spaces there are, and keeps them apart", async () => {
    const api = apiWith([service("a", [], "student-kim"), service("b", [], "student-lee"), service("c", [], "lab")]);
    const spaces = await observeSpaces(api, ["student-kim", "student-lee", "student-min"], visitOf().visit);
    const names = [...spaces].map(([namespace, { services }]) => [namespace, services.map((one) => one.metadata.name)]);
    expect(names).toEqual([
      ["student-kim", ["a"]],
      ["student-lee", ["b"]],
      ["student-min", []],
    ]);
    expect(api.asked).toHaveLength(7);
  });
});
