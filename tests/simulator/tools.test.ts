import * as pulumi from "@pulumi/pulumi";
import { sshPublicKeyFault } from "../../config/sshKey";
import type { Inputs } from "../../simulator/model";
import { toolModels } from "../../simulator/tools";
import { answerOf, refusals } from "./helpers";

/** What is inside a secret; for what is none it fails. */
async function inside(value: unknown): Promise<unknown> {
  const output = value as pulumi.Output<unknown>;
  expect(await pulumi.isSecret(output)).toBe(true);
  return new Promise((resolve) => void output.apply(resolve));
}

describe("an image", () => {
  const type = "docker:index/image:Image";
  const right = {
    imageName: "lab1234.azurecr.io/app:lab",
    build: { context: "app", platform: "linux/amd64" },
    registry: { server: "lab1234.azurecr.io", username: "deployer", password: "token" },
  };
  const of = (changes: Inputs = {}) => refusals(toolModels, type, { ...right, ...changes });
  const digestOf = (inputs: Inputs) => answerOf(toolModels, type, inputs).outputs["repoDigest"] as string;

  it("is taken in the lab's registry, in one on this machine, and without credentials in any other", () => {
    expect(of()).toEqual([]);
    expect(of({ imageName: "ghcr.io/example/team/app", registry: undefined })).toEqual([]);
    expect(of({ imageName: "localhost:5001/app:1.0_x", registry: { server: "localhost:5001" } })).toEqual([]);
  });

  it("needs no registry's name if it stays on the machine that builds", () => {
    expect(of({ imageName: "app:lab", registry: undefined, skipPush: true })).toEqual([]);
  });

  it.each([
    "lab1234.azurecr.io/App",
    "lab1234.azurecr.io/app:la:b",
    "lab1234.azurecr.io/",
    "https://lab1234.azurecr.io/app",
    "",
  ])("has no name like %j", (imageName) => {
    expect(of({ imageName, registry: undefined })).toEqual([`${imageName} is no image name`]);
  });

  it("is built for a platform that is named", () => {
    const fault = ["without a platform an image is built for the machine that builds it"];
    expect(of({ build: { context: "app" } })).toEqual(fault);
    expect(of({ build: undefined })).toEqual(fault);
  });

  it("goes to the registry for which it has the credentials", () => {
    expect(of({ imageName: "lab1234.azurecr.io.example.com/app" })).toEqual([
      "lab1234.azurecr.io.example.com/app is not in the registry lab1234.azurecr.io",
    ]);
  });

  it("is known by a digest in place of its tag, and a registry's port is no tag", () => {
    expect(digestOf(right)).toMatch(/^lab1234\.azurecr\.io\/app@sha256:[0-9a-f]{64}$/);
    expect(digestOf({ ...right, imageName: "localhost:5001/app" })).toMatch(/^localhost:5001\/app@sha256:/);
    expect(digestOf({ ...right, imageName: "localhost:5001/app:1" })).toMatch(/^localhost:5001\/app@sha256:/);
  });

  it("has another digest if it is built in another way, and the same if not", () => {
    expect(digestOf(right)).toBe(digestOf({ ...right }));
    expect(digestOf({ ...right, build: { ...right.build, platform: "linux/arm64" } })).not.toBe(digestOf(right));
  });
});

describe("a random id", () => {
  const type = "random:index/randomId:RandomId";

  it("has eight hex digits, the same at each run", () => {
    expect(answerOf(toolModels, type, { byteLength: 4 })).toEqual({ id: "0a1b2c3d", outputs: { hex: "0a1b2c3d" } });
  });

  it("stands behind its prefix", () => {
    expect(answerOf(toolModels, type, { byteLength: 4, prefix: "lab-" }).outputs["hex"]).toBe("lab-0a1b2c3d");
  });

  it("has four bytes", () => {
    expect(refusals(toolModels, type, { byteLength: 4 })).toEqual([]);
    expect(refusals(toolModels, type, { byteLength: 8 })).toEqual(["the simulator draws ids of 4 bytes only"]);
  });
});

describe("a random password", () => {
  it("is a secret, the same at each run", async () => {
    const { result } = answerOf(toolModels, "random:index/randomPassword:RandomPassword", { length: 24 }).outputs;
    expect(await inside(result)).toBe("Simulated-0a1b2c3d");
  });
});

describe("a key pair", () => {
  const type = "tls:index/privateKey:PrivateKey";
  const publicKey = (name?: string) =>
    answerOf(toolModels, type, { algorithm: "ED25519" }, name).outputs["publicKeyOpenssh"] as string;

  it("has a public key that Azure takes, on a line of its own", () => {
    expect(sshPublicKeyFault(publicKey())).toBeUndefined();
    expect(publicKey()).toMatch(/^ssh-ed25519 [A-Za-z0-9+/]+={0,2}\n$/);
  });

  it("has a private key that is secret, and is none", async () => {
    const { privateKeyOpenssh } = answerOf(toolModels, type, { algorithm: "ED25519" }).outputs;
    expect(await inside(privateKeyOpenssh)).toBe(
      "-----BEGIN OPENSSH PRIVATE KEY-----\nsimulated\n-----END OPENSSH PRIVATE KEY-----\n",
    );
  });

  it("is an ED25519 key", () => {
    expect(refusals(toolModels, type, { algorithm: "ED25519" })).toEqual([]);
    expect(refusals(toolModels, type, { algorithm: "RSA" })).toEqual(["the simulator makes ED25519 keys only"]);
  });
});
