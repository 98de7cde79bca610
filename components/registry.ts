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
  /** Host, and port if it has one, that image references start with. */
  readonly server: pulumi.Output<string>;
  /** Asks for them, so it is called only where something is pushed. */
  pushCredentials(): PushCredentials;
}
