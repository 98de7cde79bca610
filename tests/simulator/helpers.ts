import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { Inputs, Request, ResourceModel, SimulatedResource } from "../../simulator/model";

/** Models are plain functions: a test calls them directly, without a simulation. */
type Models = Readonly<Record<string, ResourceModel>>;

/** The random part of names in these tests. */
export const suffix = "0a1b2c3d";

export const providerUrn = "urn:pulumi:test::lab::pulumi:providers:kubernetes::cluster";

/** What a model answers for a resource of the logical name `it`. */
export function answerOf(models: Models, type: string, inputs: Inputs, name = "it") {
  return models[type]!.create(requestFor(type, inputs, name));
}

/** What a model refuses in these inputs. */
export function refusals(models: Models, type: string, inputs: Inputs, name = "it"): string[] {
  return models[type]!.check?.(inputs, answerOf(models, type, inputs, name)) ?? [];
}

/** A resource as it stands in a simulation's record once its model has answered. */
export function record(models: Models, type: string, name: string, inputs: Inputs): SimulatedResource {
  const request = requestFor(type, inputs, name);
  // Each resource has random digits of its own, so that generated names differ.
  const digits = createHash("sha256").update(request.urn).digest("hex").slice(0, 8);
  const { id, outputs } = models[type]!.create({ ...request, randomSuffix: digits });
  return {
    urn: request.urn,
    type,
    name,
    parent: null,
    custom: true,
    modelled: true,
    unknownInputs: [],
    id,
    inputs,
    shownInputs: inputs,
    state: { ...inputs, ...outputs },
    provider: type.startsWith("kubernetes:") ? `${providerUrn}::cluster` : "",
    options: {
      dependencies: [],
      deletedWith: "",
      ignoreChanges: [],
      replaceOnChanges: [],
      replaceWith: [],
      deleteBeforeReplace: false,
    },
  };
}

/** Faults as `name: message`. */
export function describeFaults(faults: readonly { resource: { name: string }; message: string }[]): string[] {
  return faults.map(({ resource, message }) => `${resource.name}: ${message}`);
}

function requestFor(type: string, inputs: Inputs, name: string): Request {
  return { urn: `urn:pulumi:test::lab::${type}::${name}`, type, name, inputs, randomSuffix: suffix, existing: [] };
}

/** The value of a secret output. Fails for an output that is not secret. */
export async function secretValue(value: unknown): Promise<unknown> {
  const output = value as pulumi.Output<unknown>;
  expect(await pulumi.isSecret(output)).toBe(true);
  return new Promise((resolve) => void output.apply(resolve));
}
