import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { Fault, Inputs, Request, ResourceModel, SimulatedResource } from "./model";
import { holdsSecret, revealed, shown, unknownPaths } from "./secrets";

/** The part of a registration request (proto/resource.proto) that is read here. */
interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getProvider(): string;
  getObject(): { toJavaScript(): Inputs } | undefined;
  getDependenciesList(): string[];
  getAdditionalsecretoutputsList(): string[];
  getDeletedwith(): string;
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
  getDeletebeforereplace(): boolean;
}

/** The part of Pulumi's mock monitor that is listened in on. */
interface Monitor {
  registerResource(request: RegisterRequest, callback: unknown): Promise<void>;
  newUrn(parent: string, type: string, name: string): string;
}

/** Answers a program's registrations by models, and keeps a record of them. */
export class Recorder {
  readonly resources: SimulatedResource[] = [];
  readonly faults: Fault[] = [];
  /** The registration that is under way. Mocks see neither the parent nor the options, which are in here. */
  private request: RegisterRequest | undefined;

  constructor(
    private readonly models: Readonly<Record<string, ResourceModel>>,
    private readonly answerCall: (token: string, inputs: Inputs) => Inputs | undefined,
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
      { newResource: () => this.register(), call: ({ token, inputs }) => this.call(token, inputs) },
      project,
      stack,
      preview,
    );
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) => {
      // The monitor calls `newResource` before it waits for anything, so that one belongs to this request.
      this.request = request;
      return register(request, callback);
    };
    // Mocks put only the nearest parent's type into a URN; the engine puts them all.
    monitor.newUrn = urn;
  }

  private register(): { id: string; state: Inputs } {
    const request = this.request!;
    const wire = request.getObject()?.toJavaScript() ?? {};
    const made = { urn: urn(request.getParent(), request.getType(), request.getName()), inputs: revealed(wire) };
    const answer = request.getCustom() ? this.answer(request, wire, made.urn, made.inputs) : { id: "", outputs: {} };
    this.resources.push({
      ...made,
      type: request.getType(),
      name: request.getName(),
      parent: request.getParent() === "" ? null : request.getParent(),
      custom: request.getCustom(),
      id: answer.id,
      shownInputs: shown(wire),
      state: { ...made.inputs, ...answer.outputs },
      provider: request.getProvider(),
      options: {
        dependencies: request.getDependenciesList(),
        deletedWith: request.getDeletedwith(),
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        deleteBeforeReplace: request.getDeletebeforereplace(),
      },
    });
    return { id: answer.id, state: { ...wire, ...withSecrets(answer.outputs, wire, request) } };
  }

  private answer(request: RegisterRequest, wire: Inputs, urn: string, inputs: Inputs) {
    const resource = { type: request.getType(), name: request.getName() };
    const refuse = (message: string) => void this.faults.push({ resource, message });
    if (this.resources.some((other) => other.urn === urn))
      refuse("another resource has the same type, name and parents");
    for (const path of unknownPaths(wire)) {
      refuse(`the simulator does not know ${path}; the model of the resource that it comes from lacks a property`);
    }
    const model = this.models[resource.type];
    if (!model) {
      refuse("the simulator does not know this type; a model of it belongs into simulator/");
      return { id: resource.name, outputs: {} };
    }
    const suffix = createHash("sha256").update(urn).digest("hex").slice(0, 8);
    const answer = model.answer({ ...resource, urn, inputs, suffix } satisfies Request);
    model.faults?.(inputs, answer).forEach(refuse);
    return answer;
  }

  private call(token: string, inputs: Inputs): Inputs {
    const answer = this.answerCall(token, revealed(inputs));
    if (answer) return answer;
    this.faults.push({
      resource: { name: "a call", type: token },
      message: "the simulator does not know this function",
    });
    return {};
  }
}

/** As the engine does: an output is a secret if the input of its name is, or if an option asks for it. */
function withSecrets(outputs: Inputs, wire: Inputs, request: RegisterRequest): Inputs {
  const asked = request.getAdditionalsecretoutputsList();
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [
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
