import type { Inputs, Simulation } from "../simulator";
import { run } from "./lab";

/** The program runs as it is loaded, and once loaded runs no more: each configuration that works has a file of its own. */
async function program(): Promise<object> {
  return (await import("../index")).default;
}

describe("the program", () => {
  it("registers nothing with a configuration that is wrong", async () => {
    await expect(run(program, { nodeCount: "0", replicas: "-1" })).rejects.toThrow(
      "The configuration has 2 faults. Nothing was registered.",
    );
  });

  it("stands the lab up with an empty configuration", async () => {
    const { outputs }: Simulation<Inputs> = await run(program);
    const hostname = outputs["dockerHost"].hostname;
    expect(outputs).toEqual({
      appUrl: "http://203.0.113.20",
      registry: expect.stringMatching(/^registry[0-9a-f]{8}\.azurecr\.io$/),
      image: expect.stringMatching(/^registry[0-9a-f]{8}\.azurecr\.io\/app@sha256:[0-9a-f]{64}$/),
      cluster: {
        name: expect.stringMatching(/^cluster[0-9a-f]{8}$/),
        resourceGroup: expect.stringMatching(/^lab[0-9a-f]{8}$/),
      },
      kubeconfig: "[secret]",
      dockerHost: {
        address: "203.0.113.10",
        hostname: expect.stringMatching(/^lab-[0-9a-f]{8}\.koreacentral\.cloudapp\.azure\.com$/),
        nginx: `http://${hostname}`,
        wordpress: `http://${hostname}:8080`,
        app: `http://${hostname}:8081`,
        ssh: "closed: name your own address in sshFrom to open it",
      },
      sshPrivateKey: "[secret]",
    });
  });
});
