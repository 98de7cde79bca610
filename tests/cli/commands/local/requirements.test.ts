import { localRequirements } from "../../../../cli/commands/local/requirements";
import type { DockerObjects } from "../../../../cli/inventory/dockerObjects";
import { labConfig } from "../../../lab";

const config = labConfig({ target: "local", registryPort: "5055", networkCidr: "10.77.0.0/27" });
const named = (...names: string[]) => names.map((name) => ({ urn: `urn::${name}`, name }));

const lab: DockerObjects = {
  containers: named("lab-registry", "lab-server"),
  networks: named("lab"),
  volumes: named("lab-registry", "lab-data"),
  ports: [8090, 5055, 6550, 9999],
  nodes: 1,
  used: true,
};

describe("localRequirements", () => {
  it("are the names, the nodes and the range of what the lab makes on Docker, and its ports by their keys", () => {
    expect(localRequirements(config, lab)).toEqual({
      containers: ["lab-registry", "lab-server"],
      networks: ["lab"],
      volumes: ["lab-registry", "lab-data"],
      ports: [
        { key: "registryPort", port: 5055 },
        { key: "apiPort", port: 6550 },
        { key: "appPort", port: 8090 },
      ],
      subnet: "10.77.0.0/27",
      nodes: 1,
      docker: true,
    });
  });

  it("have no port that is set and not published, and no range without a network", () => {
    const image = { containers: [], networks: [], volumes: [], ports: [], nodes: 0, used: true };
    expect(localRequirements(config, image)).toEqual({
      containers: [],
      networks: [],
      volumes: [],
      ports: [],
      subnet: undefined,
      nodes: 0,
      docker: true,
    });
  });
});
