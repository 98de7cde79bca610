import * as pulumi from "@pulumi/pulumi";
import type { Registry } from "../target";

/** A registry that the lab did not create. Docker signs in with what `docker login` stored on this machine. */
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
