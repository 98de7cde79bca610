import { type Inputs, type Request, type ResourceModel } from "../model";
import { dnsSubdomain, metadataFaults } from "./names";

/** What a kind has that others do not. */
interface Kind {
  /** What the cluster would refuse in these inputs, besides their metadata. */
  check?(inputs: Inputs): string[];
  /** Names that the cluster accepts, by default DNS subdomains. */
  readonly nameRule?: RegExp;
  /** Properties in addition to the inputs and the name. */
  outputs?(request: Request): Inputs;
}

/** A model of one kind of object. */
export function kubernetesObject(kind: Kind = {}): ResourceModel {
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
