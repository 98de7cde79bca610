import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Loading the whole of azure-native costs up to a gigabyte; each of its services can be had alone. */
const wholeAzureNative = {
  paths: [
    { name: "@pulumi/azure-native", message: "Import one service of it, such as @pulumi/azure-native/network." },
    { name: "@pulumi/azure", message: "Use @pulumi/azure-native." },
  ],
};

/** What each layer may import, besides itself. Arrows point one way, so a reader never has to go round in a circle. */
const layers = {
  lib: [],
  // The image consists of this folder alone.
  app: [],
  facts: ["lib"],
  config: ["lib", "facts"],
  components: ["lib", "facts", "config"],
  simulator: ["lib", "facts"],
  // A pack that others can take along, without the lab.
  policy: [],
  cli: ["lib", "app", "facts", "config", "components", "simulator", "program.ts"],
};

/** Every folder and file of ours that a layer must not import. */
const upperLayers = (allowed, layer) =>
  [...Object.keys(layers), "program.ts", "index.ts"].filter((room) => room !== layer && !allowed.includes(room));

const arrowsUp = Object.entries(layers).map(([layer, allowed]) => ({
  target: `./${layer}`,
  from: upperLayers(allowed, layer).map((room) => `./${room}`),
  message: `${layer}/ may import ${allowed.length === 0 ? "none of the other folders" : allowed.join(", ")} only.`,
}));

/** What a script of Node finds without an import: what this Node has, and what a CommonJS module has besides. */
const nodeGlobals = Object.fromEntries(
  [...Object.getOwnPropertyNames(globalThis), "require", "module", "exports", "__dirname", "__filename"].map((name) => [
    name,
    "readonly",
  ]),
);

export default defineConfig(
  globalIgnores(["node_modules", "coverage"]),
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "no-restricted-imports": ["error", wholeAzureNative],
      // `||` would take 0 and "" for missing.
      "@typescript-eslint/prefer-nullish-coalescing": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
    },
  },
  {
    // The core rule misses `import()` and `require()`; this one sees them. It needs a resolver that knows TypeScript's files.
    files: ["**/*.ts", "app/**/*.js"],
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js"] })] },
    rules: { "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones: arrowsUp }] },
  },
  {
    // A command gets folder, environment and output from its context, so that a test can call it.
    files: ["cli/**/*.ts"],
    ignores: ["cli/lab.ts"],
    rules: { "no-restricted-globals": ["error", "process", "console"] },
  },
  {
    // What a program sends to a provider has no type; these look at it piece by piece.
    files: ["simulator/**", "tests/**"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
    },
  },
  {
    // The compiler knows which names there are, for Node and for the browser.
    files: ["app/**/*.js", "cli/commands/board/public/*.js", "bench/streams.js"],
    rules: { "no-undef": "off" },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: {
      globals: nodeGlobals,
    },
  },
);
