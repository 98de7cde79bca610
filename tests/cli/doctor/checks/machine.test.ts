import { createServer } from "node:net";
import { machine } from "../../../../cli/doctor/checks/machine";
import { listening } from "../../../listen";
import { container } from "../../harness";
import { freePorts } from "../../../freePorts";
import { findingsOf } from "../subject";

async function config() {
  const [registry, api, app] = await freePorts(3);
  return [`registryPort=${registry}`, `apiPort=${api}`, `appPort=${app}`, "networkCidr=10.203.7.0/24"];
}

describe("the check of this machine", () => {
  it("is satisfied with what npm run local is satisfied with", async () => {
    const { findings } = await findingsOf(machine, { stack: "local", config: await config() });
    expect(findings.map(({ status }) => status)).toEqual(["ok"]);
  });

  it("fails with each of its faults", async () => {
    const keys = await config();
    const server = createServer();
    await listening(server, Number(keys[2]!.split("=")[1]), "127.0.0.1");
    const docker = { memoryBytes: 2 ** 20 };
    const { findings } = await findingsOf(machine, { stack: "local", config: keys, scenario: { docker } });
    server.close();
    expect(findings.map(({ status, text }) => [status, text.slice(0, 7)])).toEqual([
      ["fails", "4 nodes"],
      ["fails", `Port ${keys[2]!.split("=")[1]!.slice(0, 2)}`],
    ]);
  });

  it("fails where no Docker answers, with what starts it", async () => {
    const docker = Object.assign(new Error("connect ENOENT"), { code: "ENOENT" });
    const { findings } = await findingsOf(machine, { stack: "local", config: await config(), scenario: { docker } });
    expect(findings.map(({ status }) => status)).toEqual(["fails"]);
    expect(findings[0]!.text).toMatch(/^No Docker answers at .* Start it: /);
  });

  it("needs no Docker for a cluster and an image that exist", async () => {
    const given = {
      stack: "local",
      config: ["kubeContext=kind", "image=ghcr.io/a/b:1"],
      scenario: { docker: { containers: [container("x")] } },
    };
    expect((await findingsOf(machine, given)).findings[0]!.text).toContain("needs no Docker");
  });
});
