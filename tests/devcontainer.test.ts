import { readFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "../program";
import { labConfig, only, run } from "./lab";

interface DevContainer {
  readonly image: string;
  readonly features: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly forwardPorts: readonly number[];
  readonly postCreateCommand: string;
}

const file = join(__dirname, "..", ".devcontainer", "devcontainer.json");
const container = JSON.parse(readFileSync(file, "utf8")) as DevContainer;

/** Name of a feature without its registry and version. */
const nameOf = (feature: string) => /\/([\w-]+):/.exec(feature)![1]!;

describe("the lab in an editor in the browser", () => {
  it("pins its image, each feature, and the tool that a feature installs", () => {
    expect(container.image).toMatch(/^mcr\.microsoft\.com\/devcontainers\/javascript-node:\d+-\d+-[a-z]+$/);
    for (const [feature, { version }] of Object.entries(container.features)) {
      expect(feature).toMatch(/^ghcr\.io\/devcontainers\/features\/[\w-]+:\d+\.\d+\.\d+$/);
      expect(version).toMatch(/^\d+\.\d+/);
    }
    expect(Object.keys(container.features).map(nameOf)).toEqual([
      "docker-in-docker",
      "kubectl-helm-minikube",
      "azure-cli",
    ]);
  });

  it("has kubectl of the version of the local lab's nodes", async () => {
    const { resources } = await run(program, { target: "local" });
    const { name } = only(resources, "docker:index/remoteImage:RemoteImage", "cluster-image").inputs as {
      name: string;
    };
    const kubectl = Object.entries(container.features).find(([feature]) => nameOf(feature).startsWith("kubectl"))![1];
    expect(name).toContain(`:v${String(kubectl["version"])}-k3s`);
  });

  it("is ready for the lab's commands, and opens the lab's page", () => {
    expect(container.postCreateCommand).toBe("npm ci");
    expect(container.forwardPorts).toEqual([labConfig({ target: "local" }).appPort]);
  });
});
