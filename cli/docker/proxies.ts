import type { Context, Environment } from "../context";
import type { Engine } from "./engine";

/** Proxies for containers, and what there is to say about them. */
export interface FoundProxies {
  /** Variables for the program, which components/proxies.ts reads. */
  readonly environment: Environment;
  /** Sentences for people. */
  readonly notes: readonly string[];
}

/**
 * The proxies by which a Docker's containers reach the Internet: those of the engine, by which it pulls itself, else the environment's.
 * Docker Desktop names one of its own at *.docker.internal, and leads its containers by the right one anyway.
 *
 * @param engine `undefined` where no Docker answers
 */
export function proxiesFor(engine: Engine | undefined, env: Environment): FoundProxies {
  const { http, https, exempt } = engine?.proxies ?? noProxies;
  const candidates = {
    LAB_HTTP_PROXY: [http, env["http_proxy"], env["HTTP_PROXY"]],
    LAB_HTTPS_PROXY: [https, env["https_proxy"], env["HTTPS_PROXY"]],
  };
  const named = Object.entries(candidates).map(([name, texts]): [string, string[]] => [name, texts.flatMap(addressOf)]);
  const usable = named.flatMap(([name, proxies]): [string, string][] =>
    proxies
      .filter(isForContainers)
      .slice(0, 1)
      .map((proxy) => [name, proxy]),
  );
  const own = named.flatMap(([, proxies]) => proxies).find((proxy) => isLoopback(new URL(proxy).hostname));
  const noProxy = [exempt, env["no_proxy"] ?? env["NO_PROXY"] ?? ""]
    .join(",")
    .split(/[,\s]+/)
    .filter(Boolean);
  if (usable.length === 0) return { environment: {}, notes: own && !engine?.desktop ? [ownNote(own)] : [] };
  return { environment: { ...Object.fromEntries(usable), LAB_NO_PROXY: [...new Set(noProxy)].join(",") }, notes: [] };
}

/** Pulumi's commands that run the program, by all their names. */
const programCommands = ["up", "update", "preview", "pre", "watch"];

/**
 * The same for a run of the Pulumi CLI, as far as it runs the program. Without an answer from Docker the environment's count.
 *
 * @param args of the Pulumi CLI
 */
export async function programProxies(
  { docker, env }: Pick<Context, "docker" | "env">,
  args: readonly string[],
): Promise<Environment> {
  if (!args.some((word) => programCommands.includes(word))) return {};
  const engine = await docker.read(docker.host()).catch(() => undefined);
  return proxiesFor(engine, env).environment;
}

const noProxies: Engine["proxies"] = { http: "", https: "", exempt: "" };

/** A proxy may be written without a scheme. */
function addressOf(text: string | undefined): string[] {
  if (text === undefined || text === "") return [];
  const address = text.includes("://") ? text : `http://${text}`;
  return URL.canParse(address) ? [address] : [];
}

function isForContainers(proxy: string): boolean {
  const { hostname } = new URL(proxy);
  return !isLoopback(hostname) && !hostname.endsWith(".docker.internal");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

function ownNote(proxy: string): string {
  return (
    `The proxy at ${new URL(proxy).host} is for programs on this machine itself: nodes, which are containers, do not reach it there. If they ` +
    "cannot pull images, have it listen on another address of this machine, and name that in HTTPS_PROXY."
  );
}
