import { imageModels } from "../../../simulator/docker/image";
import type { Inputs } from "../../../simulator/model";
import { answerOf, refusals } from "../helpers";

describe("an image", () => {
  const type = "docker:index/image:Image";
  const right = {
    imageName: "lab1234.azurecr.io/app:lab",
    build: { context: "app", platform: "linux/amd64" },
    registry: { server: "lab1234.azurecr.io", username: "deployer", password: "token" },
  };
  const of = (changes: Inputs = {}) => refusals(imageModels, type, { ...right, ...changes });
  const digestOf = (inputs: Inputs) => answerOf(imageModels, type, inputs).outputs["repoDigest"] as string;

  it("is taken in the lab's registry, in one on this machine, and without credentials in any other", () => {
    expect(of()).toEqual([]);
    expect(of({ imageName: "ghcr.io/example/team/app", registry: undefined })).toEqual([]);
    expect(of({ imageName: "localhost:5001/app:1.0_x", registry: { server: "localhost:5001" } })).toEqual([]);
  });

  it("needs no registry if it is not pushed", () => {
    expect(of({ imageName: "app:lab", registry: undefined, skipPush: true })).toEqual([]);
  });

  it.each([
    "lab1234.azurecr.io/App",
    "lab1234.azurecr.io/app:la:b",
    "lab1234.azurecr.io/",
    "https://lab1234.azurecr.io/app",
    "",
  ])("is refused under the name %j", (imageName) => {
    expect(of({ imageName, registry: undefined })).toEqual([`${imageName} is not an image name`]);
  });

  it("is built for a platform that is named if it is for Azure's machines, which are not the one that builds", () => {
    const fault = ["without a platform an image for Azure's machines is built for the machine that builds it"];
    expect(of({ build: { context: "app" } })).toEqual(fault);
    expect(of({ build: undefined })).toEqual(fault);
  });

  it.each(["localhost:5001/app:lab", "ghcr.io/team/app:lab"])("needs no platform as %s", (imageName) => {
    expect(of({ imageName, build: { context: "app" }, registry: undefined })).toEqual([]);
  });

  it("is refused in a registry other than that of its credentials", () => {
    expect(of({ imageName: "lab1234.azurecr.io.example.com/app" })).toEqual([
      "lab1234.azurecr.io.example.com/app is not in the registry lab1234.azurecr.io",
    ]);
  });

  it("has a digest in place of its tag, and keeps a port of the registry", () => {
    expect(digestOf(right)).toMatch(/^lab1234\.azurecr\.io\/app@sha256:[0-9a-f]{64}$/);
    expect(digestOf({ ...right, imageName: "localhost:5001/app" })).toMatch(/^localhost:5001\/app@sha256:/);
    expect(digestOf({ ...right, imageName: "localhost:5001/app:1" })).toMatch(/^localhost:5001\/app@sha256:/);
  });

  it("has another digest only if its build differs", () => {
    expect(digestOf(right)).toBe(digestOf({ ...right }));
    expect(digestOf({ ...right, build: { ...right.build, platform: "linux/arm64" } })).not.toBe(digestOf(right));
  });
});
