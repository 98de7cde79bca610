import type * as docker from "@pulumi/docker";
import { type ResourceModel, faultsOf, typedModel } from "../model";
import { byDigest, isImageReference, sha256 } from "./image";

export const remoteImageModels: Record<string, ResourceModel> = {
  "docker:index/remoteImage:RemoteImage": typedModel<docker.RemoteImageArgs>({
    create({ inputs }) {
      const name = String(inputs.name);
      const imageId = imageIdOf(name);
      return { id: `${imageId}${name}`, outputs: { imageId, repoDigest: byDigest(name, name) } };
    },
    check: ({ name, build }) =>
      faultsOf(
        [!isImageReference(name), `${name} is not an image name`],
        [build !== undefined, "the provider's build of a RemoteImage fails on Docker Desktop's image store"],
      ),
  }),
};

/** Docker's id of an image. It differs from the digest of the manifest, which `repoDigest` ends in. */
function imageIdOf(name: string): string {
  return `sha256:${sha256(`id of ${name}`)}`;
}
