import { run } from "./lab";

describe("the program", () => {
  it("stands the lab up on this machine's Docker, with students, whose kubeconfigs it puts out as a secret", async () => {
    const config = { target: "local", students: '["김민수","kim"]' };
    const { resources, outputs } = await run(async () => (await import("../index")).default, config);
    expect(outputs).toEqual({
      appUrl: "http://127.0.0.1:8090",
      registry: "localhost:5001",
      image: expect.stringMatching(/^localhost:5001\/app@sha256:[0-9a-f]{64}$/),
      cluster: { nodes: "lab-server, lab-agent-1, lab-agent-2, lab-agent-3" },
      kubeconfig: "[secret]",
      students: "[secret]",
    });
    expect(resources.filter(({ type }) => type.startsWith("azure-native:"))).toEqual([]);
  });
});
