import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { TokenCredential } from "@azure/identity";
import type { Account } from "../../../cli/azure/account";
import { type Arm, connectArm } from "../../../cli/azure/arm";
import { isGroup, isSame, isUnder, typeOf } from "../../../cli/azure/ids";
import type { Clock } from "../../../cli/clock";
import { webServer } from "../harness";

/*
 * A small Azure Resource Manager in memory, on 127.0.0.1, for the real SDK. Its shapes are those of the examples in
 * Azure/azure-rest-api-specs: read, and never seen on Azure. How it differs: it knows no API versions, and checks no rights.
 */

export const subscriptionId = "11111111-2222-3333-4444-555555555555";
export const scope = `/subscriptions/${subscriptionId}`;

/** A resource, or a group, in the form in which Azure answers for it. */
export interface FakeResource {
  readonly id: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly managedBy?: string;
  readonly sku?: object;
  readonly properties?: object;
  readonly [property: string]: unknown;
}

/** What a scripted fault answers; a text is a body that is sent as it is. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
}

/** An answer in place of the proper one. */
export interface Fault extends FakeAnswer {
  /** Method and path, such as `GET /subscriptions/…/resources`. */
  readonly on: RegExp;
  /** How often. @default always */
  readonly times?: number;
  /** Breaks the connection instead. @default false */
  readonly breaks?: boolean;
}

/** How a deletion runs: at once, or as a long-running operation by one of Azure's two headers. */
export type Deletion = "at once" | "Azure-AsyncOperation" | "Location";

export interface FakeArmOptions {
  readonly resources?: readonly FakeResource[];
  readonly faults?: readonly Fault[];
  /** Answers for what has no resource of its own, by method and path without the subscription. */
  readonly answers?: Readonly<Record<string, object | (() => object)>>;
  /** @default 100 */
  readonly pageSize?: number;
  /** @default "at once" */
  readonly deletion?: Deletion;
  /** How often an operation is looked at before it has ended. @default 2 */
  readonly looks?: number;
  /** How many lists still answer what was there at the beginning. @default 0 */
  readonly lag?: number;
  /** What each token ends with. @default nothing */
  readonly token?: string;
  /** After how many requests a token is refused. @default never */
  readonly tokenRequests?: number;
}

export const notFound = {
  status: 404,
  body: { error: { code: "ResourceNotFound", message: "The Resource was not found." } },
};

export const forbidden: FakeAnswer = {
  status: 403,
  body: {
    error: { code: "AuthorizationFailed", message: "The client does not have authorization to perform action." },
  },
};

export class FakeArm {
  /** Method and path of each request, without the subscription. */
  readonly requests: string[] = [];
  /** Query of each request. */
  readonly queries: string[] = [];
  /** Body of each POST. */
  readonly bodies: unknown[] = [];
  /** Milliseconds of each wait. */
  readonly waits: number[] = [];
  readonly tokens: string[] = [];
  resources: FakeResource[];
  private readonly faults: { fault: Fault; left: number }[];
  private readonly operations = new Map<string, { looks: number; id: string }>();
  private readonly beginning: FakeResource[];
  private time = Date.parse("2027-01-29T09:00:00Z");
  private lag: number;
  private tokenUses = 0;
  private url = "";
  private close: () => Promise<void> = () => Promise.resolve();

  constructor(private readonly options: FakeArmOptions = {}) {
    this.resources = [...(options.resources ?? [])];
    this.beginning = [...this.resources];
    this.faults = (options.faults ?? []).map((fault) => ({ fault, left: fault.times ?? Infinity }));
    this.lag = options.lag ?? 0;
  }

  async start(): Promise<this> {
    const { url, end } = await webServer((request, response) => void this.serve(request, response));
    this.url = url;
    this.close = end;
    return this;
  }

  end(): Promise<void> {
    return this.close();
  }

  /** A clock that no test waits for. */
  readonly clock: Clock = {
    now: () => this.time,
    wait: (ms) => {
      this.time += ms;
      this.waits.push(ms);
      this.whileWaiting(this.waits.length);
      return Promise.resolve();
    },
  };

  /** What happens while somebody waits, for a test to set. */
  whileWaiting: (count: number) => void = () => undefined;

  /** Tokens of an hour, counted. */
  readonly credential: TokenCredential = {
    getToken: () => {
      this.tokens.push(`token-${this.tokens.length + 1}${this.options.token ?? ""}`);
      this.tokenUses = 0;
      return Promise.resolve({ token: this.tokens.at(-1)!, expiresOnTimestamp: this.time + 3_600_000 });
    },
  };

  connect(credential = this.credential): Promise<Arm> {
    return connectArm({ account, credential, clock: this.clock, env: {}, endpoint: this.url });
  }

  remove(...ids: readonly string[]): void {
    this.resources = this.resources.filter((one) => !ids.some((id) => isSame(one.id, id) || isUnder(one.id, id)));
  }

  has(id: string): boolean {
    return this.resources.some((one) => isSame(one.id, id));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === "POST") this.bodies.push(JSON.parse(await text(request)));
    const url = new URL(request.url!, this.url);
    this.queries.push(decodeURIComponent(url.search));
    const path = decodeURIComponent(url.pathname).replace(/^\/+/, "/");
    const asked = `${request.method} ${path}`;
    this.requests.push(asked.replace(scope, ""));
    const scripted = this.faults.find(({ fault, left }) => left > 0 && fault.on.test(asked));
    if (scripted !== undefined) scripted.left--;
    if (scripted?.fault.breaks) return void request.socket.destroy();
    const {
      status = 200,
      headers = {},
      body,
    } = scripted?.fault ?? this.authorized(request) ?? this.answer(request.method!, path, url);
    const { location } = headers;
    const absolute = location?.startsWith("/") && { location: `${this.url}${location}` };
    response.writeHead(status, { "content-type": "application/json", ...headers, ...absolute });
    response.end(typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body));
  }

  /** A refusal, as Azure words it for a token that has ended. */
  private authorized({ headers }: IncomingMessage): FakeAnswer | undefined {
    const isCurrent = headers.authorization === `Bearer ${this.tokens.at(-1)}`;
    if (isCurrent && this.tokenUses++ < (this.options.tokenRequests ?? Infinity)) return undefined;
    return {
      status: 401,
      headers: { "www-authenticate": 'Bearer authorization_uri="https://login.windows.net/", error="invalid_token"' },
      body: {
        error: {
          code: "ExpiredAuthenticationToken",
          message: "The access token expiry UTC time is earlier than current UTC time.",
        },
      },
    };
  }

  private answer(method: string, path: string, url: URL): FakeAnswer {
    const prepared = this.options.answers?.[`${method} ${path.replace(scope, "")}`];
    if (prepared !== undefined)
      return { body: typeof prepared === "function" ? (prepared as () => object)() : prepared };
    if (path.startsWith("/operations/")) return this.operation(path);
    if (method === "DELETE") return this.deletion(path);
    if (method !== "GET") return notFound;
    const [, namespace] = /^\/subscriptions\/[^/]+\/providers\/([^/]+)$/.exec(path) ?? [];
    if (namespace !== undefined) return { body: this.provider(namespace) };
    const items = this.collection(path, url);
    if (items !== undefined) return { body: this.page(items, url) };
    const found = this.resources.find(({ id }) => isSame(id, path));
    return found === undefined ? notFound : { body: found };
  }

  /** All types of a provider that are here. */
  private provider(namespace: string): object {
    const types = this.beginning
      .map(({ id }) => typeOf(id))
      .filter((type) => type.toLowerCase().startsWith(`${namespace.toLowerCase()}/`));
    const names = [...new Set(types.map((type) => type.slice(namespace.length + 1)))];
    return {
      namespace,
      resourceTypes: names.map((resourceType) => ({ resourceType, apiVersions: ["2024-01-01-preview", "2023-01-01"] })),
    };
  }

  /** `undefined` if the path is not that of a list. */
  private collection(path: string, url: URL): FakeResource[] | undefined {
    const all = this.lag > 0 ? this.beginning : this.resources;
    const ofAzure = /\/providers\/microsoft\.(authorization|consumption|keyvault)\//i;
    const plain = all.filter((one) => !isGroup(one.id) && !ofAzure.test(one.id));
    const items = ((): FakeResource[] | undefined => {
      if (isSame(path, `${scope}/resourcegroups`)) return all.filter(({ id }) => isGroup(id));
      if (isSame(path, `${scope}/resources`)) return tagged(plain, url.searchParams.get("$filter"));
      const [, group] = /^(.*\/resourcegroups\/[^/]+)\/resources$/i.exec(path) ?? [];
      if (group !== undefined)
        return this.has(group) || this.lag > 0 ? plain.filter(({ id }) => isUnder(id, group)) : [];
      const [, type] =
        new RegExp(`^${scope}/providers/(Microsoft\\.(?:Authorization|Consumption|KeyVault)/[a-zA-Z]+)$`).exec(path) ??
        [];
      return type === undefined ? undefined : all.filter(({ id }) => isSame(shortType(id), type));
    })();
    if (items !== undefined && this.lag > 0) this.lag--;
    return items;
  }

  private page(items: readonly FakeResource[], url: URL): object {
    const { pageSize = 100 } = this.options;
    const from = Number(url.searchParams.get("$skiptoken") ?? 0);
    const next = new URL(url);
    next.searchParams.set("$skiptoken", String(from + pageSize));
    return {
      value: items.slice(from, from + pageSize),
      ...(from + pageSize < items.length && { nextLink: next.href }),
    };
  }

  private deletion(id: string): FakeAnswer {
    if (!this.has(id)) return { status: 204 };
    const { deletion = "at once", looks = 2 } = this.options;
    if (deletion === "at once") {
      this.remove(id);
      return { status: 200 };
    }
    const operation = `/operations/${this.operations.size + 1}`;
    this.operations.set(operation, { looks, id });
    return { status: 202, headers: { [deletion]: `${this.url}${operation}?by=${deletion}`, "retry-after": "0" } };
  }

  private operation(path: string): FakeAnswer {
    const operation = this.operations.get(path)!;
    const done = --operation.looks <= 0;
    if (done) this.remove(operation.id);
    if (this.options.deletion === "Location")
      return done ? { status: 200 } : { status: 202, headers: { location: `${this.url}${path}` } };
    return { body: { status: done ? "Succeeded" : "InProgress" } };
  }
}

/** The lists for tags and groups do not have everything that a GET has (Learn, "Resources - List", for a filter by tag). */
function tagged(resources: readonly FakeResource[], filter: string | null): FakeResource[] {
  const [, name, value] = /tagName eq '([^']*)' and tagValue eq '([^']*)'/.exec(filter ?? "") ?? [];
  if (name === undefined) return [...resources];
  return resources
    .filter(({ tags }) => tags?.[name] === value)
    .map(({ tags: _tags, properties: _properties, ...rest }) => rest as FakeResource);
}

/** Namespace and last word of a type: `Microsoft.KeyVault/deletedVaults`, which Azure lists for a subscription and not for a location. */
function shortType(id: string): string {
  const [namespace, ...words] = typeOf(id).split("/");
  return `${namespace}/${words.at(-1)}`;
}

export const account: Account = {
  subscription: { id: subscriptionId, name: "Class", tenant: "99999999-8888-7777-6666-555555555555" },
  others: [],
  user: "person",
  name: "teacher@example.com",
};

const started: FakeArm[] = [];
afterEach(() => Promise.all(started.splice(0).map((one) => one.end())));

/** A fake that ends with the test. */
export async function fakeArm(options: FakeArmOptions = {}): Promise<FakeArm> {
  const fake = await new FakeArm(options).start();
  started.push(fake);
  return fake;
}
