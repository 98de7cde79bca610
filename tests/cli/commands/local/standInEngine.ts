import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import type { Context } from "../../../../cli/context";
import type { DockerObject } from "../../../../cli/docker/engine";
import type { DockerClient } from "../../../../cli/docker/client";
import { rehearse } from "../../../../cli/rehearse";
import { container, dockerHost, emptyEngine, network, project, volume } from "../../harness";

type Kind = DockerObject["kind"];
interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs: { readonly name: string };
}

const typeOf: Readonly<Record<Kind, string>> = {
  network: "docker:index/network:Network",
  volume: "docker:index/volume:Volume",
  container: "docker:index/container:Container",
};
const kindOf = ({ type }: Resource) => (Object.keys(typeOf) as Kind[]).find((kind) => typeOf[kind] === type)!;

/** Pulumi was killed: what it had begun stays as it is. */
class Killed extends Error {}

/**
 * Stands in for Docker and for Pulumi's engine: it locks its state, writes down what it begins, does it, writes down that it is
 * done, and refuses what Docker refuses. It can be killed between any two of these.
 */
export class StandInEngine {
  /** Objects on Docker by kind and name. */
  readonly onDocker = new Map<string, DockerObject>();
  /** Steps that are left until it is killed. */
  killedAfter = Infinity;
  private stack: { resources: Resource[]; pending: { resource: Resource; type: string }[] } | undefined;
  private networks = 0;

  constructor(
    private readonly folder: string,
    private readonly plan: readonly Resource[],
  ) {}

  /** An engine for the lab of a project's folder. */
  static async for(context: Context): Promise<StandInEngine> {
    const { networks, volumes, containers } = (await rehearse(context, { stack: "local" })).inventory.docker;
    const of = (kind: Kind, objects: readonly { urn: string; name: string }[]) =>
      objects.map(({ urn, name }) => ({ urn, type: typeOf[kind], inputs: { name } }));
    return new StandInEngine(context.folder, [
      ...of("network", networks),
      ...of("volume", volumes),
      ...of("container", containers),
    ]);
  }

  /** What a run that is not disturbed makes. */
  get whole(): string[] {
    return this.plan.map((resource) => `${kindOf(resource)} ${resource.inputs.name}`).sort();
  }

  get made(): string[] {
    return [...this.onDocker.keys()].sort();
  }

  readonly docker: DockerClient = {
    host: () => dockerHost,
    read: () => {
      const of = (kind: Kind) => [...this.onDocker.values()].filter((one) => one.kind === kind).map(({ name }) => name);
      return Promise.resolve({
        ...emptyEngine,
        containers: of("container").map((name) => container(name, { lab: project })),
        networks: of("network").map((name) => network(name, { lab: project, id: `network ${this.networks}` })),
        volumes: of("volume").map((name) => volume(name, { lab: project })),
      });
    },
    observe: () => Promise.reject(new Error("nobody looks at exercises here")),
    start: () => Promise.resolve(true),
    kill: () => Promise.reject(new Error("nothing of the local lab kills a container")),
    remove: (_host, object) => Promise.resolve(void this.removeFromDocker(object)),
  };

  readonly pulumi: Context["pulumi"] = {
    run: (words) => {
      try {
        return Promise.resolve({ code: 0, stdout: this.answer(words) });
      } catch {
        return Promise.resolve({ code: 255, stdout: "" });
      }
    },
  };

  private answer([verb, second = "", ...rest]: readonly string[]): string {
    const command = verb === "stack" ? `stack ${second}` : verb;
    switch (command) {
      case "version":
        return "v1.0.0\n";
      case "stack ls":
        return JSON.stringify(this.stack ? [{ name: "local", resourceCount: this.stack.resources.length }] : []);
      case "stack init":
        this.stack = { resources: [], pending: [] };
        return "";
      case "stack export":
        return this.exported();
      case "stack import":
        return this.locked(() => this.import(rest.at(-1)!));
      case "stack rm":
        if (this.stack?.resources.length !== 0) throw new Error("the stack has resources");
        this.stack = undefined;
        return "";
      case "stack output":
        return JSON.stringify({ appUrl: "no load balancer yet" });
      case "up":
        return this.locked(() => this.plan.forEach((resource) => this.create(resource)));
      case "refresh":
        return this.locked(() => this.forgetMissing());
      case "destroy":
        return this.locked(() => this.stack!.resources.toReversed().forEach((resource) => this.delete(resource)));
      default:
        throw new Error(`the stand-in knows no ${command}`);
    }
  }

  private exported(): string {
    const { resources, pending } = this.stack!;
    return JSON.stringify({ version: 3, deployment: { resources, pending_operations: pending } });
  }

  private import(file: string): void {
    const { deployment } = JSON.parse(readFileSync(file, "utf8")) as {
      deployment: { resources: Resource[]; pending_operations?: [] };
    };
    this.stack = { resources: deployment.resources, pending: deployment.pending_operations ?? [] };
  }

  /** A killed run leaves its lock, and no other begins as long as there is one. */
  private locked(run: () => void): string {
    const file = join(this.folder, ".local/.pulumi/locks/organization", project, "local", "1.json");
    mkdirSync(dirname(file), { recursive: true });
    const lock = { pid: 4711, username: "kim", hostname: hostname(), timestamp: "2026-11-28T09:00:00Z" };
    writeFileSync(file, JSON.stringify(lock), { flag: "wx" });
    try {
      this.step();
      run();
      rmSync(file);
    } catch (error) {
      if (!(error instanceof Killed)) rmSync(file);
      throw error;
    }
    return "";
  }

  private create(resource: Resource): void {
    const { resources, pending } = this.stack!;
    if (resources.some(({ urn }) => urn === resource.urn)) return;
    const operation = { resource, type: "creating" };
    pending.push(operation);
    this.step();
    this.createOnDocker(kindOf(resource), resource.inputs.name);
    this.step();
    resources.push({ ...resource, id: `network ${this.networks}` });
    pending.splice(pending.indexOf(operation), 1);
    this.step();
  }

  private delete(resource: Resource): void {
    const { resources, pending } = this.stack!;
    const operation = { resource, type: "deleting" };
    pending.push(operation);
    this.step();
    const object = { kind: kindOf(resource), name: resource.inputs.name };
    if (!this.removeFromDocker(object)) throw new Error(`${object.kind} ${object.name} is in use`);
    this.step();
    resources.splice(resources.indexOf(resource), 1);
    pending.splice(pending.indexOf(operation), 1);
    this.step();
  }

  private forgetMissing(): void {
    const isThere = (resource: Resource) => this.onDocker.has(`${kindOf(resource)} ${resource.inputs.name}`);
    this.stack!.resources = this.stack!.resources.filter(isThere);
  }

  private step(): void {
    if (this.killedAfter-- <= 0) throw new Killed();
  }

  /** A volume that is there already is taken as it is. */
  private createOnDocker(kind: Kind, name: string): void {
    if (kind !== "volume" && this.onDocker.has(`${kind} ${name}`)) throw new Error(`${kind} ${name} is there already`);
    if (kind === "network") this.networks += 1;
    this.onDocker.set(`${kind} ${name}`, { kind, name });
  }

  /** @returns whether it is gone: containers keep what they use */
  private removeFromDocker({ kind, name }: DockerObject): boolean {
    const inUse = kind !== "container" && [...this.onDocker.values()].some((one) => one.kind === "container");
    return inUse ? false : (this.onDocker.delete(`${kind} ${name}`), true);
  }
}
