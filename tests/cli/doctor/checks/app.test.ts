import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { app } from "../../../../cli/doctor/checks/app";
import { ConnectProxy } from "../../../connectProxy";
import { projectFolder } from "../../harness";
import { findingsOf } from "../subject";

function folderWith(dockerfile: string): string {
  const folder = projectFolder();
  mkdirSync(join(folder, "app"));
  writeFileSync(join(folder, "app", "Dockerfile"), dockerfile);
  return folder;
}

describe("the check of the app", () => {
  it("fails without a Dockerfile", async () => {
    expect((await findingsOf(app)).findings[0]!.text).toMatch(/Dockerfile is not there, and the image is built of it$/);
  });

  it("looks at nothing if the image is a ready one", async () => {
    expect((await findingsOf(app, { config: ["image=ghcr.io/a/b:1"] })).findings[0]!.status).toBe("ok");
  });

  it.each([
    ["mcr.microsoft.com/a/b:1", "mcr.microsoft.com"],
    ["node:24", "registry-1.docker.io"],
    ["localhost:5001/a", "localhost:5001"],
  ])("cannot tell if the registry of %s does not answer: Docker may have a way of its own", async (base, registry) => {
    const proxy = await new ConnectProxy(() => 0).start();
    proxy.refusal = 503;
    const env = { HTTPS_PROXY: `http://${proxy.address}` };
    const running = findingsOf(app, { folder: folderWith(`ARG BASE=${base}\nFROM \${BASE}\n`), scenario: { env } });
    await expect(running).rejects.toThrow(`${registry}, which has the base image, does not answer this machine`);
    await proxy.stop();
  });
});
