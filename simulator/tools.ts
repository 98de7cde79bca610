import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { type Inputs, type ResourceModel, faultsOf } from "./model";

/** Docker, and the providers that only compute. What they draw by lot is the same at each run here. */
export const toolModels: Record<string, ResourceModel> = {
  "docker:index/image:Image": {
    answer({ inputs }) {
      const name = String(inputs["imageName"]);
      const digest = createHash("sha256")
        .update(JSON.stringify(inputs["build"] ?? {}))
        .digest("hex");
      return { id: name, outputs: { repoDigest: `${name.replace(/:[^:/]+$/, "")}@sha256:${digest}` } };
    },
    faults: imageFaults,
  },
  "random:index/randomId:RandomId": {
    answer: ({ inputs, suffix }) => ({ id: suffix, outputs: { hex: `${inputs["prefix"] ?? ""}${suffix}` } }),
    faults: ({ byteLength }) => faultsOf([byteLength !== 4, "the simulator draws ids of 4 bytes only"]),
  },
  "random:index/randomPassword:RandomPassword": {
    answer: ({ suffix }) => ({ id: "none", outputs: { result: pulumi.secret(`Simulated-${suffix}`) } }),
  },
  "tls:index/privateKey:PrivateKey": {
    answer({ suffix }) {
      return {
        id: suffix,
        outputs: {
          publicKeyOpenssh: ed25519PublicKey(suffix),
          privateKeyOpenssh: pulumi.secret(
            "-----BEGIN OPENSSH PRIVATE KEY-----\nsimulated\n-----END OPENSSH PRIVATE KEY-----\n",
          ),
        },
      };
    },
    faults: ({ algorithm }) => faultsOf([algorithm !== "ED25519", "the simulator makes ED25519 keys only"]),
  },
};

/** `[host[:port]/]path[:tag]`. An image that stays on the machine that builds it needs no host. */
const imageReference = /^(?:[a-z0-9.-]+(?::\d+)?\/)?[a-z0-9._-]+(?:\/[a-z0-9._-]+)*(?::[\w.-]+)?$/;

function imageFaults({ imageName, build, registry }: Inputs): string[] {
  return faultsOf(
    [!imageReference.test(imageName), `${imageName} is no image name`],
    [build?.["platform"] === undefined, "without a platform an image is built for the machine that builds it"],
    [
      registry !== undefined && !String(imageName).startsWith(`${registry["server"]}/`),
      `${imageName} is not in the registry ${registry?.["server"]}`,
    ],
  );
}

/** A public key in OpenSSH's form; no private key belongs to it. */
function ed25519PublicKey(seed: string): string {
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const point = createHash("sha256").update(seed).digest();
  return `ssh-ed25519 ${Buffer.concat([field(Buffer.from("ssh-ed25519")), field(point)]).toString("base64")}\n`;
}
