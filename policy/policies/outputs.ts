import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { secretOutputs } from "../secretOutputs";

/** What only a secret contains. */
const patterns: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  // Of a kubeconfig.
  /client-key-data:/,
  // A token of a service account, or another JSON Web Token.
  /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./,
];

/** Properties of resources that are secrets by themselves. */
const sources: Readonly<Record<string, readonly string[]>> = {
  "random:index/randomPassword:RandomPassword": ["result", "bcryptHash"],
  "random:index/randomBytes:RandomBytes": ["base64", "hex"],
  "tls:index/privateKey:PrivateKey": ["privateKeyPem", "privateKeyOpenssh", "privateKeyPemPkcs8"],
};

export const secretOutputsMarked: StackValidationPolicy = {
  name: "secret-outputs-marked",
  description: `No output shows a secret, except those that policy/secretOutputs.ts names and \`npm test\` knows to be marked secret.`,
  validateStack({ resources }, reportViolation) {
    const secrets = resources.flatMap(secretsOf);
    for (const { props, urn } of resources.filter(({ type }) => type === "pulumi:pulumi:Stack")) {
      const shown = Object.keys(props).filter((key) => !secretOutputs.includes(key));
      for (const key of shown.filter((key) => holdsSecret(textOf(props, key), secrets))) {
        reportViolation(
          `The output ${key} holds a secret. Mark it with pulumi.secret, and name it in policy/secretOutputs.ts.`,
          urn,
        );
      }
    }
  },
};

function secretsOf({ type, props }: PolicyResource): string[] {
  return (sources[type] ?? []).map((key) => textOf(props, key)).filter((text) => text !== "");
}

function holdsSecret(text: string, secrets: readonly string[]): boolean {
  return patterns.some((pattern) => pattern.test(text)) || secrets.some((secret) => text.includes(secret));
}

/** A property as text. Before `pulumi up` many are unknown; reading one throws. */
function textOf(props: Readonly<Record<string, unknown>>, key: string): string {
  try {
    return textsIn(props[key]).join("\n");
  } catch {
    return "";
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
