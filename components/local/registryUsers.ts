import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Student } from "../../config/students";
import { registryUser } from "../../config/students/registry";
import type { Upload } from "./nodeSpecs";

/** The lab's own user, who pushes the app. Students' names start with `student-`. */
const ownerName = "lab";

const usersFile = "/etc/lab/htpasswd";

/**
 * Who may log in to the local registry: each may push and pull everything (distribution.github.io, "Native basic auth"). Parts
 * that others cannot write to would need a token server beside it (distribution/distribution #4316).
 */
export class RegistryUsers {
  readonly owner: { readonly username: pulumi.Output<string>; readonly password: pulumi.Output<string> };
  /** Each student's password, by the student's label. Secret. */
  readonly passwords: pulumi.Output<Record<string, string>>;
  /** What makes a registry ask for a password; the file has hashes only. */
  readonly settings: { readonly envs: string[]; readonly uploads: Upload[] };

  constructor(name: string, students: readonly Student[], opts: pulumi.CustomResourceOptions) {
    const createPassword = (user: string) =>
      new random.RandomPassword(`${name}-${user}`, { length: 24, special: false }, opts);
    const owner = createPassword(ownerName);
    const users = students.map((student) => {
      const username = registryUser(student);
      return { ...student, username, password: createPassword(username) };
    });

    this.owner = { username: pulumi.output(ownerName), password: owner.result };
    const passwords = users.map(({ label, password: { result } }) => [label, result] as const);
    this.passwords = pulumi.secret(pulumi.all(Object.fromEntries(passwords)));
    const hashes = [{ username: ownerName, password: owner }, ...users].map(
      ({ username, password }) => pulumi.interpolate`${username}:${password.bcryptHash}\n`,
    );
    this.settings = {
      envs: ["REGISTRY_AUTH=htpasswd", "REGISTRY_AUTH_HTPASSWD_REALM=lab", `REGISTRY_AUTH_HTPASSWD_PATH=${usersFile}`],
      uploads: [{ file: usersFile, content: pulumi.all(hashes).apply((lines) => lines.join("")) }],
    };
  }
}
