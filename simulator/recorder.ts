import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { CreateResult, Fault, Inputs, Request, ResourceModel, ResourceOptions, SimulatedResource } from "./model";
import type { Monitor, ReadRequest, RegisterRequest } from "./monitor";
import { holdsSecret, isUnknown, revealed, shown, unknownPaths, withUnknowns } from "./secrets";
import type { Unmodelled } from "./unmodelled";
import { genericModelOf, isCheckable } from "./unmodelled";

/** A request for a resource, without what the simulator adds. */
type NewResource = Omit<Request, "randomSuffix" | "existing">;

/** Answers a program's registrations by models, and keeps a record of them. */
export class Recorder {
  readonly resources: SimulatedResource[] = [];
  readonly faults: Fault[] = [];
  /** Resources and functions that no model is for, in the order in which they came. */
  readonly unmodelled: Unmodelled[] = [];
  private readonly urns = new Set<string>();
  /**
   * Answers the request that is under way. Mocks see neither its parent nor its options; but the monitor calls
   * `newResource` before it waits for anything, so that each call belongs to the request that came last.
   */
  private answerNext: (() => { id: string; state: Inputs }) | undefined;

  constructor(
    private readonly models: Readonly<Record<string, ResourceModel>>,
    private readonly answerCall: (
      token: string,
      inputs: Inputs,
      existing: readonly SimulatedResource[],
    ) => Inputs | undefined,
    private readonly isChanging: (type: string) => boolean = () => false,
  ) {}

  /** Puts itself in the engine's place. */
  async install({
    project,
    stack,
    preview = true,
  }: {
    project: string;
    stack: string;
    preview?: boolean;
  }): Promise<void> {
    await pulumi.runtime.setMocks(
      { newResource: () => this.answerNext!(), call: ({ token, inputs }) => this.call(token, inputs) },
      project,
      stack,
      preview,
    );
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) => {
      this.answerNext = () => this.register(request);
      return register(request, callback);
    };
    const read = monitor.readResource.bind(monitor);
    monitor.readResource = (request, callback) => {
      this.answerNext = () => this.refuseRead(request);
      return read(request, callback);
    };
    // Mocks put only the nearest parent's type into a URN; the engine puts them all.
    monitor.newUrn = urn;
  }

  private register(request: RegisterRequest): { id: string; state: Inputs } {
    const wire = request.getObject()?.toJavaScript() ?? {};
    const resource = {
      urn: urn(request.getParent(), request.getType(), request.getName()),
      type: request.getType(),
      name: request.getName(),
      inputs: revealed(wire),
    };
    const refuse = (message: string) => void this.faults.push({ resource, message });
    if (this.urns.has(resource.urn)) refuse("another resource has the same type, name and parents");
    this.urns.add(resource.urn);
    const unknown = unknownPaths(wire);
    // What no model is for has outputs that nobody knows, and others may be given them.
    if (this.unmodelled.length === 0) for (const path of unknown) refuse(unknownFault(path));
    const custom = request.getCustom();
    const model = custom ? this.modelOf(resource) : undefined;
    const answer = model ? this.create(model, resource, isCheckable(model, unknown) ? refuse : ignore) : noAnswer;
    const known = { ...resource.inputs, ...answer.outputs };
    const state = unknown.length === 0 ? known : withUnknowns(known);
    this.resources.push({
      ...resource,
      parent: request.getParent() === "" ? null : request.getParent(),
      custom,
      modelled: !custom || this.isModelled(resource.type),
      unknownInputs: unknown,
      id: answer.id,
      shownInputs: shown(wire),
      state,
      provider: request.getProvider(),
      options: optionsOf(request),
    });
    // Without an id it is unknown in a preview.
    const id = isUnknown(answer.id) ? "" : answer.id;
    return { id, state: withSecrets(this.isChanging(resource.type) ? seenInPreview(state) : state, wire, request) };
  }

  private isModelled(type: string): boolean {
    return Object.hasOwn(this.models, type) || type.startsWith("pulumi:providers:");
  }

  /** A type without a model is taken as it is, and noted. */
  private modelOf({ type, name }: NewResource): ResourceModel | undefined {
    if (Object.hasOwn(this.models, type)) return this.models[type];
    if (!this.isModelled(type)) this.unmodelled.push({ type, name });
    return genericModelOf(type);
  }

  private create(model: ResourceModel, resource: NewResource, refuse: (message: string) => void): CreateResult {
    try {
      const answer = model.create(this.completed(resource));
      model.check?.(resource.inputs, answer).forEach(refuse);
      return answer;
    } catch (error) {
      refuse(`its inputs cannot be read: ${(error as Error).message}`);
      return noAnswer;
    }
  }

  /** Nothing exists before the program runs. A model answers all the same, so that only the reading itself is a fault. */
  private refuseRead(request: ReadRequest): { id: string; state: Inputs } {
    const resource = { type: request.getType(), name: request.getName() };
    const id = request.getId();
    const message = `it is read by the id ${id}, and the simulator knows only what the program makes itself`;
    this.faults.push({ resource, message });
    const inputs = revealed(request.getProperties()?.toJavaScript() ?? {});
    const read = { ...resource, urn: urn(request.getParent(), resource.type, resource.name), inputs };
    return {
      id,
      state: {
        ...inputs,
        ...(this.models[resource.type] ?? genericModelOf(resource.type))?.create(this.completed(read)).outputs,
      },
    };
  }

  private completed(resource: NewResource): Request {
    const randomSuffix = createHash("sha256").update(resource.urn).digest("hex").slice(0, 8);
    return { ...resource, randomSuffix, existing: this.resources };
  }

  private call(token: string, inputs: Inputs): Inputs {
    const answer = this.answerCall(token, revealed(inputs), this.resources);
    if (answer) return answer;
    this.unmodelled.push({ type: token, name: "a call" });
    return { unknown: pulumi.runtime.unknownValue };
  }
}

const ignore = () => undefined;

/**
 * All that azure-native tells in a preview of a resource that exists and is about to change, besides its id. Pulumi shows what is
 * formed from the rest as changed too, or as replaced.
 */
function seenInPreview(state: Inputs): Inputs {
  const isKnown = (key: string) => key === "name" || key === "location";
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => [key, isKnown(key) ? value : pulumi.runtime.unknownValue]),
  );
}

const noAnswer: CreateResult = { id: "", outputs: {} };

function unknownFault(path: string): string {
  return `the simulator does not know ${path}; the model of the resource that it comes from lacks a property`;
}

function optionsOf(request: RegisterRequest): ResourceOptions {
  return {
    dependencies: request.getDependenciesList(),
    deletedWith: request.getDeletedwith(),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    replaceWith: request.getReplaceWithList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
  };
}

/** As the engine does: an output is a secret if the input of its name is, or if an option asks for it. */
function withSecrets(state: Inputs, wire: Inputs, request: RegisterRequest): Inputs {
  const asked = request.getAdditionalsecretoutputsList();
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => [
      key,
      holdsSecret(wire[key]) || asked.includes(key) ? pulumi.secret(value) : value,
    ]),
  );
}

/** A URN as the engine forms it: the types of all parents, then the own one. */
function urn(parent: string, type: string, name: string): string {
  const parentTypes = parent === "" ? "" : `${parent.split("::")[2]}$`;
  return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${parentTypes}${type}::${name}`;
}
