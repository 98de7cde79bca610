import type { ResourceValidationPolicy } from "@pulumi/policy";
import { containersOf, podSpecsIn } from "./podSpecs";

/**
 * Images that may be named by a tag.
 *
 * Microsoft publishes those of Windows again each month, with its fixes. A node of a Windows release pulls gigabytes for an older one.
 */
const byTag: readonly string[] = ["mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022"];

export const imagesByDigest: ResourceValidationPolicy = {
  name: "images-by-digest",
  description: "A pod names its images by digest: somebody can push another image under the same tag.",
  validateResource({ props }, reportViolation) {
    for (const { name, image = "" } of podSpecsIn(props).flatMap(containersOf)) {
      if (image === "" || /@sha256:[0-9a-f]{64}$/.test(image) || byTag.includes(image)) continue;
      reportViolation(`The container ${name} has the image ${image}. Name it by digest: name@sha256:…`);
    }
  },
};
