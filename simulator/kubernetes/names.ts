import { type Inputs, faultsOf } from "../model";

/** What an object's name must be: most are DNS subdomains, those that become part of a host name are DNS labels. */
export const dnsSubdomain = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
export const dnsLabel = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/** RBAC's names are path segments, which may hold more. */
export const roleName = /^[^/%]{1,253}$/;

const labelName = /^[a-zA-Z0-9](?:[-_.a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;

export function metadataFaults({ name, labels = {} }: Inputs, nameRule: RegExp): string[] {
  return [
    ...faultsOf([
      !nameRule.test(name),
      `Kubernetes takes no such name: ${JSON.stringify(name)} does not match ${nameRule}`,
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
        `the label ${key} has the value ${JSON.stringify(value)}, which Kubernetes takes not`,
      ],
    ),
  );
}

function isLabelKey(key: string): boolean {
  const [name = "", domain, ...more] = key.split("/").reverse();
  return labelName.test(name) && (domain === undefined || dnsSubdomain.test(domain)) && more.length === 0;
}
