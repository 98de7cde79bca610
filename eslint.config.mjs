import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Loading the whole of azure-native costs up to a gigabyte; each of its services can be had alone. */
const wholeAzureNative = {
  paths: [
    { name: "@pulumi/azure-native", message: "Import one service of it, such as @pulumi/azure-native/network." },
    { name: "@pulumi/azure", message: "Use @pulumi/azure-native." },
  ],
};

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
    // What a program sends to a provider has no type; these look at it piece by piece.
    files: ["simulator/**", "cli/vcpus.ts", "tests/**"],
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
    files: ["app/**/*.js", "bench/streams.js"],
    rules: { "no-undef": "off" },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        require: "readonly",
        module: "writable",
        __dirname: "readonly",
      },
    },
  },
);
