import { dockerObjectsIn } from "../../../cli/inventory/dockerObjects";
import type { Inputs, SimulatedResource } from "../../../simulator";

const resource = (type: string, inputs: Inputs) =>
  ({ type, inputs, urn: `urn::${inputs["name"]}` }) as unknown as SimulatedResource;
const container = (inputs: Inputs) => resource("docker:index/container:Container", inputs);

describe("dockerObjectsIn", () => {
  it("finds containers, networks and volumes by their names on Docker, and published ports", () => {
    const ports = [{ internal: 80, external: 8090 }];
    expect(
      dockerObjectsIn([
        container({ name: "lab-web", ports }),
        resource("docker:index/network:Network", { name: "lab" }),
        resource("docker:index/volume:Volume", { name: "lab-data" }),
        resource("kubernetes:core/v1:Service", { name: "web" }),
      ]),
    ).toEqual({
      containers: [{ urn: "urn::lab-web", name: "lab-web" }],
      networks: [{ urn: "urn::lab", name: "lab" }],
      volumes: [{ urn: "urn::lab-data", name: "lab-data" }],
      ports: [8090],
      nodes: 0,
      used: true,
    });
  });

  it("counts as nodes the privileged containers that run k3s, and no other", () => {
    const { nodes } = dockerObjectsIn([
      container({ privileged: true, command: ["server", "--disable=traefik"] }),
      container({ privileged: true, command: ["agent"] }),
      container({ privileged: true, command: ["dockerd"] }),
      container({ privileged: true }),
      container({ command: ["server", "/data"] }),
    ]);
    expect(nodes).toBe(2);
  });

  it("says that Docker is used if it only builds an image, and that it is not otherwise", () => {
    expect(dockerObjectsIn([resource("docker:index/image:Image", {})]).used).toBe(true);
    expect(dockerObjectsIn([resource("kubernetes:core/v1:Service", {})]).used).toBe(false);
  });
});
