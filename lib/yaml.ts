import { Document, visit } from "yaml";

/**
 * A YAML document for readers of every version: kubectl, kubelets, k3s and cloud-init read YAML 1.1 or a mix of both, in which
 * `no`, `y`, `12:30` and `1_000` are not texts. What either version takes for something other than text is in quotes.
 */
export function yamlDocument(value: object): string {
  const document = new Document(value, { version: "1.1", compat: "core" });
  // YAML 1.1 has a type for it, which the package leaves out and Python's reader does not.
  visit(document, {
    Scalar: (_key, scalar) => {
      if (scalar.value === "=") scalar.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0 });
}
