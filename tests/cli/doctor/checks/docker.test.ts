import { docker } from "../../../../cli/doctor/checks/docker";
import { noDocker } from "../../harness";
import { findingsOf } from "../subject";

describe("the check of Docker", () => {
  it.each([
    ["ok", { architecture: "x86_64" }],
    ["ok", {}],
    ["warning", { architecture: "aarch64" }],
    ["fails", { osType: "windows" }],
    ["fails", noDocker],
  ])("is %s with %j", async (status, engine) => {
    const { findings } = await findingsOf(docker, { scenario: { docker: engine } });
    expect(findings.map((one) => one.status)).toEqual([status]);
  });

  it("asks none if the image is a ready one", async () => {
    const { findings } = await findingsOf(docker, { config: ["image=ghcr.io/a/b:1"], scenario: { docker: noDocker } });
    expect(findings[0]!.status).toBe("ok");
  });
});
