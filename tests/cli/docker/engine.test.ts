import { labelledBy, removalCommand } from "../../../cli/docker/engine";

describe("labelledBy", () => {
  it("names what has the project's label, containers first, and volumes before the network", () => {
    const project = "petshop";
    const thing = (name: string, lab?: string) => ({ name, lab, idle: undefined, ports: [], subnets: [] });
    const engine = {
      osType: "linux",
      memoryBytes: 0,
      networks: [thing("lab", project), thing("bridge")],
      volumes: [thing("lab-server", project), thing("other", "other-lab")],
      containers: [thing("db"), thing("lab-server", project), thing("lab-registry", project)],
    };
    expect(labelledBy(project, engine)).toEqual([
      "container lab-server",
      "container lab-registry",
      "volume lab-server",
      "network lab",
    ]);
  });
});

describe("removalCommand", () => {
  it.each([
    ["container lab-server", "docker rm --force --volumes lab-server"],
    ["volume lab-server", "docker volume rm lab-server"],
    ["network lab", "docker network rm lab"],
  ])("of %s is %s", (object, command) => {
    expect(removalCommand(object)).toBe(command);
  });
});
