import type { Policies } from "@pulumi/policy";
import { imagesByDigest } from "./images";
import { secretOutputsMarked } from "./outputs";
import { noPrivilegedPods } from "./pods";
import { noRegistryAdmin } from "./registry";
import { sshNotOpen } from "./ssh";
import { tagged } from "./tags";

/** What a fork may not do. */
export const policies: Policies = [
  sshNotOpen,
  noRegistryAdmin,
  imagesByDigest,
  tagged,
  noPrivilegedPods,
  secretOutputsMarked,
];
