// What the rehearsal is measured against: loading the SDK modules that the lab uses, and nothing more.
for (const module of [
  "@pulumi/pulumi",
  "@pulumi/azure-native/authorization",
  "@pulumi/azure-native/compute",
  "@pulumi/azure-native/containerregistry",
  "@pulumi/azure-native/containerservice",
  "@pulumi/azure-native/devtestlab",
  "@pulumi/azure-native/network",
  "@pulumi/azure-native/resources",
  "@pulumi/docker",
  "@pulumi/kubernetes",
  "@pulumi/random",
  "@pulumi/tls",
]) {
  require(module);
}
