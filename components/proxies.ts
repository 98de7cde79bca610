import * as pulumi from "@pulumi/pulumi";

/** Proxies by which containers on this machine reach the Internet. */
export interface Proxies {
  readonly http: string | undefined;
  readonly https: string | undefined;
  /** What is reached without them, as in NO_PROXY. */
  readonly exempt: readonly string[];
}

/**
 * The proxies that the `lab` command found: Docker's or the environment's, as far as containers reach them. The variables have names of
 * their own, since Pulumi and its providers go by HTTPS_PROXY themselves.
 */
export function containerProxies(env: Readonly<Record<string, string | undefined>> = process.env): Proxies | undefined {
  const { LAB_HTTP_PROXY: http, LAB_HTTPS_PROXY: https, LAB_NO_PROXY: exempt = "" } = env;
  if (http === undefined && https === undefined) return undefined;
  return { http, https, exempt: exempt.split(",").filter(Boolean) };
}

/** As variables by name. Those with a password in them are secret. */
export function proxyVariables(
  { http, https, exempt }: Proxies,
  furtherExempt: readonly string[],
): Record<string, pulumi.Input<string>> {
  return {
    ...(http !== undefined && { HTTP_PROXY: secretWithPassword(http) }),
    ...(https !== undefined && { HTTPS_PROXY: secretWithPassword(https) }),
    NO_PROXY: [...new Set([...furtherExempt, ...exempt])].join(","),
  };
}

function secretWithPassword(proxy: string): pulumi.Input<string> {
  return proxy.includes("@") ? pulumi.secret(proxy) : proxy;
}
