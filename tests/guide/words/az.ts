/**
 * Commands of the Azure CLI that the lab names, each with its own options: what `az … --help` of azure-cli 2.91.0 prints. It is too large
 * to install for a test (1 GB), so this table stands for its help.
 */
const options: Readonly<Record<string, string>> = {
  "account list-locations": "--include-extended-locations",
  "account set": "--name --subscription -n -s",
  "account show": "--name --subscription -n -s",
  "acr login": "--name -n --endpoint --expose-token -t --password -p --resource-group -g --suffix --username -u",
  "acr show": "--name -n --resource-group -g",
  "acr update": "--name -n --resource-group -g --sku --tags --admin-enabled --role-assignment-mode",
  "aks get-versions": "--location -l",
  "aks install-cli": "--client-version --install-location --kubelogin-version --kubelogin-install-location",
  "aks nodepool delete-machines":
    "--cluster-name --machine-names --name --nodepool-name -n --resource-group -g --no-wait",
  "aks nodepool scale": "--cluster-name --name --nodepool-name -n --resource-group -g --no-wait --node-count -c",
  "aks start": "--name -n --resource-group -g --no-wait",
  "aks stop": "--name -n --resource-group -g --no-wait",
  login: "--tenant -t --use-device-code --claims-challenge --scope --service-principal --username -u --identity -i",
  "network list-usages": "--location -l",
  "provider register": "--namespace -n --wait",
  "role assignment create": "--role --scope --assignee --assignee-object-id --assignee-principal-type --condition",
  "vm list": "--resource-group -g --show-details -d",
  "vm list-skus": "--all --location -l --resource-type -r --size -s --zone -z",
  "vm list-usage": "--location -l",
  "vm start": "--ids --name --vm-name -n --resource-group -g --no-wait",
};

const ofAll = "--output -o --query --subscription --only-show-errors --verbose --debug --help -h";

export const azCommands: readonly string[] = Object.keys(options);

/** @param command such as `vm list` */
export function azOptions(command: string): string[] {
  return `${options[command] ?? ""} ${ofAll}`.split(" ");
}
