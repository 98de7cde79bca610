import { parseDocument } from "yaml";
import { type ConfigKey, configKeys } from "./keys";

/** Pulumi.yaml with the configuration keys as `config/keys.ts` has them; all else in it stays. */
export function withConfigKeys(pulumiYaml: string): string {
  const document = parseDocument(pulumiYaml);
  const declared = Object.entries<ConfigKey>(configKeys).map(([key, spec]) => [
    key,
    {
      type: spec.type,
      ...(spec.items && { items: { type: spec.items } }),
      default: spec.default,
      description: spec.description,
    },
  ]);
  document.set("config", document.createNode(Object.fromEntries(declared)));
  return document.toString({ lineWidth: 0 });
}

const tableStart = "<!-- Made by `npm run docs` from config/keys.ts. -->";
const tableEnd = "<!-- End of what is made. -->";

/** The README with the table of configuration keys as `config/keys.ts` has them; all else in it stays. */
export function withConfigTable(readme: string): string {
  const [before, after] = [readme.indexOf(tableStart), readme.indexOf(tableEnd)];
  if (before < 0 || after < before) throw new Error(`README.md lacks the lines ${tableStart} and ${tableEnd}`);
  return `${readme.slice(0, before)}${tableStart}\n\n${table()}\n\n${readme.slice(after)}`;
}

function table(): string {
  const rows = Object.entries<ConfigKey>(configKeys).map(([key, spec]) => [
    `\`${key}\``,
    `\`${JSON.stringify(spec.default)}\``,
    `${spec.description} Allowed: ${spec.allowed}.${spec.only ? ` Only for target ${spec.only}.` : ""}`
      .replaceAll("|", "\\|")
      .replace(/[<>]/g, (sign) => (sign === "<" ? "&lt;" : "&gt;")),
  ]);
  return [["Key", "Default", "What it does"], ["---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
