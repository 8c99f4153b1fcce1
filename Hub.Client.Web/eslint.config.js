import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const ask = "Ask hubNow() for the time, performance.now() for how it passes: a device's clock may be wrong.";
const deviceClock = [
  "MemberExpression[object.name='Date'][property.name='now']",
  "NewExpression[callee.name='Date'][arguments.length=0]",
  "CallExpression[callee.name='Date']",
].map((selector) => ({ selector, message: ask }));

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
      // A device's clock may be wrong: pages know the time from the hub, and how it passes from performance.now.
      "no-restricted-syntax": ["error", ...deviceClock],
      // The compiler knows more names than a list of globals does.
      "no-undef": "off",
      // Rows are replaced as a whole and read through $state.raw: a Map that never changes needs no signals inside.
      "svelte/prefer-svelte-reactivity": "off",
      // The hub is served from the root of its address.
      "svelte/no-navigation-without-resolve": "off",
    },
  },
  // A scan of a page before this one is only as old as the device's clock says.
  { files: ["src/lib/commands/moment.ts"], rules: { "no-restricted-syntax": "off" } },
);
