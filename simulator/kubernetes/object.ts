import type { Unwrap } from "@pulumi/pulumi";
import type { Inputs, Request, ResourceModel } from "../model";
import { dnsSubdomain, metadataFaults } from "./names";

/** What a kind has that others do not. `I` are its inputs. */
interface Kind<I> {
  /** What the cluster would refuse in these inputs, besides their metadata. */
  check?(inputs: I): string[];
  /** Names that the cluster accepts, by default DNS subdomains. */
  readonly nameRule?: RegExp;
  /** Properties in addition to the inputs and the name. */
  outputs?(request: Request<I>): Inputs;
}

/** A model of one kind of object, its inputs typed by the SDK's `Args` (see `typedModel`). */
export function kubernetesObject<Args>(typed: Kind<Unwrap<Args>> = {}): ResourceModel {
  const kind = typed as Kind<Inputs>;
  return {
    create(request) {
      const metadata = metadataOf(request);
      const prefix = metadata["namespace"] === undefined ? "" : `${metadata["namespace"]}/`;
      return { id: `${prefix}${metadata["name"]}`, outputs: { metadata, ...kind.outputs?.(request) } };
    },
    check: (inputs, result) => [
      ...metadataFaults(result.outputs["metadata"], kind.nameRule ?? dnsSubdomain),
      ...(kind.check?.(inputs) ?? []),
    ],
  };
}

/** Any object: what all of them share. */
export const genericObject: ResourceModel = kubernetesObject();

/** Without a name the provider generates one, as azure-native does. */
function metadataOf({ inputs, name, randomSuffix }: Request): Inputs {
  return { name: `${name}-${randomSuffix}`, ...inputs["metadata"] };
}
