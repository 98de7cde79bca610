import type { Inputs } from "./model";

/** The part of a registration request (proto/resource.proto) that is read here. */
export interface RegisterRequest {
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
  getReplaceWithList(): string[];
  getDeletebeforereplace(): boolean;
}

/** The same of a request for a resource that was made elsewhere, as `Resource.get` sends it. */
export interface ReadRequest {
  getType(): string;
  getName(): string;
  getId(): string;
  getParent(): string;
  getProperties(): { toJavaScript(): Inputs } | undefined;
}

/** The part of Pulumi's mock monitor that is listened in on. */
export interface Monitor {
  registerResource(request: RegisterRequest, callback: unknown): Promise<void>;
  readResource(request: ReadRequest, callback: unknown): Promise<void>;
  newUrn(parent: string, type: string, name: string): string;
}
