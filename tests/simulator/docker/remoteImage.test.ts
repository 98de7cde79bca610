import { remoteImageModels } from "../../../simulator/docker/remoteImage";
import type { Inputs } from "../../../simulator/model";
import { answerOf, refusals } from "../helpers";

describe("an image that is pulled", () => {
  const type = "docker:index/remoteImage:RemoteImage";
  const of = (inputs: Inputs) => refusals(remoteImageModels, type, inputs);
  const answerFor = (name: string) => answerOf(remoteImageModels, type, { name });

  it.each(["registry:3.1.1", "rancher/k3s:v1.36.4-k3s1", "ghcr.io/a/b:1", `nginx@sha256:${"a".repeat(64)}`])(
    "may be %s",
    (name) => {
      expect(of({ name })).toEqual([]);
    },
  );

  it.each(["Nginx", "https://ghcr.io/a", "", undefined, "nginx:"])("is refused under the name %j", (name) => {
    expect(of({ name })).toEqual([`${name} is not an image name`]);
  });

  it("is refused with a build", () => {
    expect(of({ name: "app:1", build: { context: "app" } })).toEqual([
      "the provider's build of a RemoteImage fails on Docker Desktop's image store",
    ]);
  });

  it("has an image id, which starts the id of the resource, followed by the name", () => {
    const { id, outputs } = answerFor("registry:3.1.1");
    expect(outputs["imageId"]).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(id).toBe(`${outputs["imageId"]}registry:3.1.1`);
    expect(answerFor("registry:3.1.0").outputs["imageId"]).not.toBe(outputs["imageId"]);
  });

  it.each(["localhost:5001/app:1", "localhost:5001/app", `localhost:5001/app@sha256:${"a".repeat(64)}`])(
    "has a digest in place of the tag of %s",
    (name) => {
      expect(answerFor(name).outputs["repoDigest"]).toMatch(/^localhost:5001\/app@sha256:[0-9a-f]{64}$/);
    },
  );
});
