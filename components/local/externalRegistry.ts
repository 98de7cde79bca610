import * as pulumi from "@pulumi/pulumi";
import type { Registry } from "../registry";

/** A registry that somebody else looks after. Docker signs in with what `docker login` left on this machine. */
export class GivenRegistry implements Registry {
  readonly server: pulumi.Output<string>;
  readonly lifetime = undefined;

  constructor(server: string) {
    this.server = pulumi.output(server);
  }

  pushCredentials(): undefined {
    return undefined;
  }
}
