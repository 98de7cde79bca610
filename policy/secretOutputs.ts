/**
 * The stack's outputs that hold secrets. Pulumi hands a policy all values without their marks, so that no policy can see which output
 * is marked; tests/policy/rehearsal.test.ts does, in the rehearsal, and requires each of these to be.
 */
export const secretOutputs: readonly string[] = [
  "kubeconfig",
  "students",
  "registryPasswords",
  "wordpressPassword",
  "sshPrivateKey",
];
