import type * as docker from "@pulumi/docker";
import type { Unwrap } from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { type ResourceModel, faultsOf, typedModel } from "../model";
import { contextFaults } from "./buildContext";

/** `[host[:port]/]path[:tag][@digest]`. An image that is not pushed needs no host. */
const imageReference =
  /^(?:[a-z0-9.-]+(?::\d+)?\/)?[a-z0-9._-]+(?:\/[a-z0-9._-]+)*(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/;

export function isImageReference(text: unknown): boolean {
  return typeof text === "string" && imageReference.test(text);
}

export const imageModels: Record<string, ResourceModel> = {
  "docker:index/image:Image": typedModel<docker.ImageArgs>({
    create({ inputs }) {
      const name = String(inputs.imageName);
      return { id: name, outputs: { repoDigest: byDigest(name, JSON.stringify(inputs.build ?? {})) } };
    },
    check: builtFaults,
  }),
};

/** The reference by digest, which names exactly this image in a registry. */
export function byDigest(name: string, content: string): string {
  return `${name.replace(/@.*$/, "").replace(/:[^:/]+$/, "")}@sha256:${sha256(content)}`;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function builtFaults({ imageName, build, registry }: Unwrap<docker.ImageArgs>): string[] {
  const forAzure = /^[^/]+\.azurecr\.io\//.test(imageName);
  const { context, dockerfile } = (typeof build === "object" ? build : {}) as { context?: string; dockerfile?: string };
  return [
    ...(context === undefined ? [] : contextFaults(context, dockerfile)),
    ...faultsOf(
      [!isImageReference(imageName) || String(imageName).includes("@"), `${imageName} is not an image name`],
      [
        forAzure && build?.platform === undefined,
        "without a platform an image for Azure's machines is built for the machine that builds it",
      ],
      [
        registry !== undefined && !String(imageName).startsWith(`${registry.server}/`),
        `${imageName} is not in the registry ${registry?.server}`,
      ],
    ),
  ];
}
