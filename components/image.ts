import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { containerProxies, proxyVariables } from "./proxies";
import type { Registry } from "./target";

export interface AppImageArgs {
  /** Where the image is pushed to; required unless `ready` is given. */
  registry?: Registry | undefined;
  /** Folder with the Dockerfile. */
  context: string;
  /** Platform to build for, such as `linux/amd64`; the machine that builds may have another. @default that of the builder */
  platform?: string | undefined;
  /** A ready image in place of the one to build: then no Docker is needed and nothing is pushed. @default builds `context` */
  ready?: string | undefined;
}

/**
 * The lab's image: built from a folder and pushed to the lab's registry, or a ready one. It is built again when the folder's
 * content changes, by a Docker engine on the machine that runs Pulumi.
 */
export class AppImage extends pulumi.ComponentResource {
  /** What to run: by digest if the image was built here, so that what runs is exactly what was built. */
  readonly reference: pulumi.Output<string>;

  constructor(name: string, args: AppImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:docker:AppImage", name, {}, opts);
    this.reference = args.ready === undefined ? this.createImage(name, args) : pulumi.output(args.ready);
    this.registerOutputs({ reference: this.reference });
  }

  private createImage(name: string, { registry, context, platform }: AppImageArgs): pulumi.Output<string> {
    if (!registry) throw new Error(`the image ${name} needs a registry to push to, or a ready image`);
    const credentials = registry.pushCredentials();
    const image = new docker.Image(
      name,
      {
        imageName: pulumi.interpolate`${registry.server}/${name}:lab`,
        build: { context, ...(platform !== undefined && { platform }), ...buildArguments() },
        ...(credentials && { registry: credentials }),
      },
      // Docker's provider compares sources only: it would not notice that the registry no longer has the image.
      { parent: this, ...(registry.replaceWith && { replaceWith: [registry.replaceWith] }) },
    );
    return image.repoDigest;
  }
}

/** Docker knows the proxies' variables in every build, and keeps them out of the image; its provider hands on none by itself. */
function buildArguments(): { args?: Record<string, pulumi.Input<string>> } {
  const proxies = containerProxies();
  return proxies === undefined ? {} : { args: proxyVariables(proxies, ["localhost", "127.0.0.0/8", "::1"]) };
}
