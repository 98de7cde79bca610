import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import type { Student } from "../../config/students";
import { registryUser, sharedRepositories } from "../../config/students/registry";
import type { LabGroup } from "./labGroup";

export interface StudentRepositoriesArgs {
  resourceGroup: LabGroup["resourceGroup"];
  registry: containerregistry.Registry;
  student: Student;
}

/**
 * A student's part of the registry: a token that may push to `<label>/…`, and pull the lab's own images besides. It has no
 * password here, so none is in Pulumi's state: `lab handout` has Azure generate one.
 */
export class StudentRepositories extends pulumi.ComponentResource {
  constructor(
    name: string,
    { resourceGroup, registry, student }: StudentRepositoriesArgs,
    opts: pulumi.ResourceOptions,
  ) {
    super("lab:azure:StudentRepositories", name, {}, opts);

    const username = registryUser(student);
    const place = { resourceGroupName: resourceGroup.name, registryName: registry.name };
    const partOfRegistry = { parent: this, deletedWith: registry };
    const scopeMap = new containerregistry.ScopeMap(
      name,
      { ...place, scopeMapName: username, description: "A student of the lab", actions: actionsOf(student) },
      partOfRegistry,
    );
    new containerregistry.Token(
      name,
      { ...place, tokenName: username, scopeMapId: scopeMap.id, status: containerregistry.TokenStatus.Enabled },
      partOfRegistry,
    );
    this.registerOutputs({});
  }
}

/**
 * Wildcards end in `/*`, and the repositories need not exist yet (MicrosoftDocs/azure-management-docs,
 * `container-registry-token-based-repository-permissions.md`, 2025-05).
 */
function actionsOf({ label }: Student): string[] {
  const { app, library } = sharedRepositories;
  const read = ["content/read", "metadata/read"];
  return [
    ...[...read, "content/write", "content/delete"].map((action) => `repositories/${label}/*/${action}`),
    ...[app, `${library}/*`].flatMap((repository) => read.map((action) => `repositories/${repository}/${action}`)),
  ];
}
