import { type Inputs, faultsOf } from "../model";

/** Rules for the names of objects: most are DNS subdomains; those that become part of a host name are DNS labels. */
export const dnsSubdomain = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
export const dnsLabel = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/** Names in RBAC are path segments, which allow more characters. */
export const roleName = /^[^/%]{1,253}$/;

const labelName = /^[a-zA-Z0-9](?:[-_.a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;

export function metadataFaults({ name, labels = {} }: Inputs, nameRule: RegExp): string[] {
  return [
    ...faultsOf([
      !nameRule.test(name),
      `Kubernetes does not accept this name: ${JSON.stringify(name)} does not match ${nameRule}`,
    ]),
    ...labelFaults(labels),
  ];
}

export function labelFaults(labels: Inputs): string[] {
  return Object.entries(labels).flatMap(([key, value]) =>
    faultsOf(
      [
        !isLabelKey(key),
        `the label key ${JSON.stringify(key)} is not [domain/]name, with a name of 1 to 63 letters, digits, "-", "_" and "."`,
      ],
      [
        value !== "" && !labelName.test(value),
        `the label ${key} has the value ${JSON.stringify(value)}, which Kubernetes does not accept`,
      ],
    ),
  );
}

function isLabelKey(key: string): boolean {
  const [name = "", domain, ...more] = key.split("/").reverse();
  return labelName.test(name) && (domain === undefined || dnsSubdomain.test(domain)) && more.length === 0;
}
