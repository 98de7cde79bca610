/**
 * Namespaces of configuration keys that are not a project's: Pulumi's own, and those of the providers that a lab may get
 * (Pulumi Registry, 2026-11). A key under one of them belongs to that provider.
 */
export const knownNamespaces = [
  ...["pulumi", "azure-native", "azure", "azuread", "azapi", "azuredevops", "kubernetes", "docker", "docker-build"],
  ...["random", "tls", "command", "time", "http", "null", "archive", "local", "std", "dns", "external", "cloudinit"],
  ...["aws", "aws-native", "eks", "awsx", "gcp", "google-native", "digitalocean", "hcloud", "openstack", "vsphere"],
  ...["kubernetes-cert-manager", "kubernetes-ingress-nginx", "helm", "kind", "minikube", "rancher2", "cloudflare"],
  ...["github", "gitlab", "datadog", "grafana", "vault", "postgresql", "mysql", "auth0", "keycloak", "pulumiservice"],
];

/** Keys that Pulumi reads at the top level of a stack file (pulumi/pulumi, `workspace.ProjectStack`, v3.260). */
export const stackFileKeys = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];
