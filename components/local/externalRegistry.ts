import * as pulumi from "@pulumi/pulumi";
import type { Registry } from "../target";

/** A registry that somebody else looks after. Docker signs in with what `docker login` left on this machine. */
export class ExternalRegistry implements Registry {
  readonly server: pulumi.Output<string>;
  readonly replaceWith = undefined;

  constructor(server: string) {
    this.server = pulumi.output(server);
  }

  pushCredentials(): undefined {
    return undefined;
  }
}
