import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

export default ts.config(
  {
    ignores: ["build/", ".svelte-kit/", "src/lib/contract/made/"],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  { languageOptions: { globals: globals.browser } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
  {
    rules: {
      // The compiler knows more names than a list of globals does.
      "no-undef": "off",
      // Rows are replaced as a whole and read through $state.raw: a Map that never changes needs no signals inside.
      "svelte/prefer-svelte-reactivity": "off",
      // The hub is served from the root of its address.
      "svelte/no-navigation-without-resolve": "off",
    },
  },
);
