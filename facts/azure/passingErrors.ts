/**
 * Azure's refusals of a deletion that pass by themselves, by their codes or words: read in the places named, none seen on Azure.
 *
 * - Another operation runs, or a deletion has not come through yet (Learn, "Troubleshoot common Azure deployment errors"; azure-aks-docs,
 *   "OperationNotAllowed"; hashicorp/terraform-provider-azurerm, retries on deletion).
 * - Something that has just been deleted is still attached (Learn, "Troubleshoot: delete a virtual network").
 * - Assignments of a role take minutes to go (Learn, "Troubleshoot Azure RBAC", RoleDefinitionHasAssignments).
 * - Too many requests, or Azure or the way there fails for a moment (Learn, "Throttling Resource Manager requests", "Transient faults").
 */
const passing: readonly RegExp[] = [
  /AnotherOperationInProgress|OperationNotAllowed.*in progress|OperationPreempted|ResourceGroupBeingDeleted|RetryableError/i,
  /another operation .*in progress|is currently being (?:deleted|updated)|CanceledAndSupersededDueToAnotherOperation/i,
  /InUse\w*CannotBeDeleted|CannotBeDeleted\b|NicReservedForAnotherVm|NicInUse|PublicIPAddressInUse|AttachedToVM/i,
  /RoleDefinitionHasAssignments/i,
  /TooManyRequests|SubscriptionRequestsThrottled|\b429\b/i,
  /ServiceUnavailable|ServerTimeout|GatewayTimeout|InternalServerError|ExpiredAuthenticationToken|\b50[0234]\b/i,
  /connection reset|connection refused|i\/o timeout|TLS handshake timeout|unexpected EOF|no such host/i,
];

/** Whether an error that Pulumi reports may be gone at the next attempt. */
export function isPassing(message: string): boolean {
  return passing.some((one) => one.test(message));
}
