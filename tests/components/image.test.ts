import * as pulumi from "@pulumi/pulumi";
import { AppImage, type AppImageArgs } from "../../components/image";
import type { Registry } from "../../components/target";
import { only, resourceSet, run } from "../lab";

/** A registry that counts requests for its credentials. */
function fakeRegistry() {
  const pushCredentials = jest.fn(() => ({
    server: pulumi.output("lab.example.com"),
    username: pulumi.output("deployer"),
    password: pulumi.secret("push-password"),
  }));
  return { server: pulumi.output("lab.example.com"), replaceWith: undefined, pushCredentials } satisfies Registry;
}

function appImage(args: Partial<AppImageArgs> = {}) {
  const registry = fakeRegistry();
  const image = new AppImage("app", { registry, context: "app", platform: "linux/amd64", ...args });
  return { reference: image.reference, asked: registry.pushCredentials.mock.calls.length };
}

describe("AppImage", () => {
  it("builds the folder for the target's platform and pushes it with the registry's credentials", async () => {
    const { resources } = await run(() => appImage());
    expect(resourceSet(resources)).toEqual(["docker:index/image:Image app", "lab:docker:AppImage app"]);
    expect(only(resources, "docker:index/image:Image").shownInputs).toEqual({
      imageName: "lab.example.com/app:lab",
      build: { context: "app", platform: "linux/amd64" },
      registry: { server: "lab.example.com", username: "deployer", password: "[secret]" },
      buildOnPreview: false,
      skipPush: false,
    });
  });

  it("refers to the image by digest, so that what runs is what was built", async () => {
    const { outputs } = await run(() => appImage());
    expect(outputs["reference"]).toMatch(/^lab\.example\.com\/app@sha256:[0-9a-f]{64}$/);
  });

  it("uses a ready image as it is, with no Docker and no credentials", async () => {
    const { resources, outputs } = await run(() => appImage({ ready: "ghcr.io/example/app:1.0.0" }));
    expect(resourceSet(resources)).toEqual(["lab:docker:AppImage app"]);
    expect(outputs).toEqual({ reference: "ghcr.io/example/app:1.0.0", asked: 0 });
  });
});
