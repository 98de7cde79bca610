/** A resource type of azure-native. */
export interface AzureType {
  /** Such as `network`. */
  readonly service: string;
  /** Such as `SecurityRule`. */
  readonly resource: string;
}

/**
 * Reads a type token. The API version that some tokens have is left out: `azure-native:network/v20240501:SecurityRule`, or, from a
 * package for one version, `azure-native_network_v20240501:network:SecurityRule`.
 *
 * @returns `undefined` for a type of another provider
 */
export function azureTypeOf(token: string): AzureType | undefined {
  const [, service, resource] = /^azure-native\w*:(\w+)(?:\/\w+)?:(\w+)$/.exec(token) ?? [];
  return service === undefined || resource === undefined ? undefined : { service, resource };
}

export function isAzureType(token: string, service: string, resource: string): boolean {
  const type = azureTypeOf(token);
  return type?.service === service && type.resource === resource;
}
