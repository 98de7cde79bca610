import { type LocalRequirements, localRequirements } from "../../../../cli/commands/local/requirements";
import { readStackConfig } from "../../../../config/stackConfig";
import { readConfig } from "../../../../config";

// A program takes its time where the machine has other things to do.
jest.setTimeout(60_000);

/** What a rehearsal of the local stack asks of the machine. The program runs as it is loaded, so each loads it anew. */
async function needsWith(...overrides: string[]): Promise<LocalRequirements> {
  jest.resetModules();
  const { plan } = await (await import("../../../../cli/rehearse")).rehearse("local", overrides);
  const { project, values } = readStackConfig("local", overrides);
  return localRequirements(readConfig(values, project, "local"), plan.resources);
}

/** Of a lab on a cluster that is there already. */
const nothing: LocalRequirements = {
  containers: [],
  networks: [],
  volumes: [],
  ports: [],
  subnet: undefined,
  nodes: 0,
  docker: false,
};

describe("localNeeds", () => {
  it("of the lab as it is are its nodes and its registry, their names, ports and addresses", async () => {
    const { containers, ...others } = await needsWith();
    expect([...containers].sort()).toEqual(["lab-agent-1", "lab-agent-2", "lab-agent-3", "lab-registry", "lab-server"]);
    expect(others).toEqual({
      networks: ["lab"],
      volumes: ["lab-registry", "lab-server"],
      ports: [
        { key: "registryPort", port: 5001 },
        { key: "apiPort", port: 6550 },
        { key: "appPort", port: 8090 },
      ],
      subnet: "10.150.0.0/24",
      nodes: 4,
      docker: true,
    });
  });

  it("go by the values that are set", async () => {
    const ports = ["registryPort=5055", "apiPort=7000", "appPort=7001"];
    const needs = await needsWith("nodeCount=1", "networkCidr=10.77.0.0/27", ...ports);
    expect([...needs.containers].sort()).toEqual(["lab-registry", "lab-server"]);
    expect(needs).toMatchObject({
      ports: [
        { key: "registryPort", port: 5055 },
        { key: "apiPort", port: 7000 },
        { key: "appPort", port: 7001 },
      ],
      subnet: "10.77.0.0/27",
      nodes: 1,
    });
  });

  it("of a cluster that is there already and a ready image are none at all", async () => {
    await expect(needsWith("kubeContext=kind-kind", "image=ghcr.io/example/app:1.0.0")).resolves.toEqual(nothing);
  });

  it("of a cluster that is there already are a Docker that builds the image, and nothing on it", async () => {
    await expect(needsWith("kubeContext=kind-kind", "registryServer=registry.example/lab")).resolves.toEqual({
      ...nothing,
      docker: true,
    });
  });
});
