import type * as pulumi from "@pulumi/pulumi";

/** What somebody needs to push. */
export interface PushCredentials {
  readonly server: pulumi.Output<string>;
  readonly username: pulumi.Output<string>;
  /** Secret. */
  readonly password: pulumi.Output<string>;
}

/** The seam between a target's registry and what is the same on every target. */
export interface Registry {
  /** Host, and port and path if it has them, that image references start with. */
  readonly server: pulumi.Output<string>;
  /** The resource that, once replaced, has lost every image; `undefined` for a registry that the lab did not make. */
  readonly lifetime: pulumi.Resource | undefined;
  /** Asks for them, so it is called only where something is pushed. `undefined` where Docker signs in by itself, or need not. */
  pushCredentials(): PushCredentials | undefined;
}
