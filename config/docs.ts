import { type Pair, type YAMLMap, isMap, isScalar, parseDocument } from "yaml";
import { type ConfigKey, configKeys } from "./keys";

/** What `pulumi new` asks for. The other keys have defaults that suit most labs. */
const promptedKeys = ["owner", "location", "nodeSize"] as const;

/**
 * Pulumi.yaml with the configuration keys as `config/keys.ts` has them. All else in it stays, so do keys under a namespace:
 * `pulumi new` adds `pulumi:tags`, and takes `template` away.
 */
export function withConfigKeys(pulumiYaml: string): string {
  // Editors may read YAML 1.1, in which `19:00` is a number.
  const document = parseDocument(pulumiYaml, { compat: "yaml-1.1" });
  const own = pairsOf(document.createNode(Object.fromEntries(Object.entries(configKeys).map(declaration))));
  const present = pairsOf(document.get("config", true));
  const firstOwn = present.findIndex((pair) => !isNamespaced(pair));
  const [before, after] = firstOwn < 0 ? [present, []] : [present.slice(0, firstOwn), present.slice(firstOwn)];
  const config = document.createNode({}) as YAMLMap;
  config.items = [...before, ...own, ...after.filter(isNamespaced)];
  document.set("config", config);
  if (document.has("template")) document.setIn(["template", "config"], document.createNode(prompts()));
  return document.toString({ lineWidth: 0 });
}

function declaration([key, { type, items, default: byDefault, description }]: [string, ConfigKey]) {
  return [key, { type, ...(items && { items: { type: items } }), default: byDefault, description }];
}

function prompts() {
  const prompt = ({ description, default: byDefault }: ConfigKey) => ({ description, default: byDefault });
  return Object.fromEntries(promptedKeys.map((key) => [key, prompt(configKeys[key])]));
}

function pairsOf(node: unknown): Pair[] {
  return isMap(node) ? node.items : [];
}

function isNamespaced({ key }: Pair): boolean {
  return String(isScalar(key) ? key.value : key).includes(":");
}

const tableStart = "<!-- Made by `npm run docs` from config/keys.ts. -->";
const tableEnd = "<!-- End of what is made. -->";

/** docs/configuration.md with the table of configuration keys as `config/keys.ts` has them; all else in it stays. */
export function withConfigTable(page: string): string {
  const rows = Object.entries<ConfigKey>(configKeys).map(([key, spec]) => [
    `\`${key}\``,
    `\`${JSON.stringify(spec.default)}\``,
    `${spec.description} Allowed: ${spec.allowed}.${spec.only ? ` Only for target ${spec.only}.` : ""}`
      .replaceAll("|", "\\|")
      .replace(/[<>]/g, (sign) => (sign === "<" ? "&lt;" : "&gt;")),
  ]);
  return withTable(page, [tableStart, tableEnd], [["Key", "Default", "What it does"], ["---", "---", "---"], ...rows]);
}

/** A page with another table between two of its lines. @param rows with the heads, and the line below them */
export function withTable(page: string, lines: [string, string], rows: readonly string[][]): string {
  return withText(page, lines, rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n"));
}

/** A page with another text between two of its lines, and the line ends that it has: `pulumi new` on Windows writes CR and LF. */
export function withText(page: string, [start, end]: [string, string], text: string): string {
  const [before, after] = [page.indexOf(start), page.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`the page lacks the lines ${start} and ${end}`);
  const lineEnd = page.includes("\r\n") ? "\r\n" : "\n";
  return page.slice(0, before) + [start, "", ...text.split("\n"), "", page.slice(after)].join(lineEnd);
}
