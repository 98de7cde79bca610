import { labelledBy, objectText, removalCommand } from "../../../cli/docker/engine";
import { container, emptyEngine, network, volume } from "../harness";

describe("labelledBy", () => {
  it("names what has the project's label, containers first, and volumes before the network", () => {
    const lab = "petshop";
    const engine = {
      ...emptyEngine,
      networks: [network("lab", { lab }), network("bridge")],
      volumes: [volume("lab-server", { lab }), volume("other", { lab: "other-lab" })],
      containers: [container("db"), container("lab-server", { lab }), container("lab-registry", { lab })],
    };
    expect(labelledBy(lab, engine).map(objectText)).toEqual([
      "container lab-server",
      "container lab-registry",
      "volume lab-server",
      "network lab",
    ]);
  });
});

describe("removalCommand", () => {
  it.each([
    ["container", "docker rm --force --volumes x"],
    ["volume", "docker volume rm x"],
    ["network", "docker network rm x"],
  ] as const)("of a %s is %s", (kind, command) => {
    expect(removalCommand({ kind, name: "x" })).toBe(command);
  });
});
