// The oldest browsers that the pages are for, and what the build makes up for in their styles. It lowers newer syntax
// by itself; what else they lack, eslint.bundle.config.js looks for in what was built.
import type { Plugin } from "postcss";

/** Of vite: iOS 15, and the Chromium of WeChat's older shells. */
export const oldest = ["ios15", "chrome86"];

/** Svelte's mark of a component within a selector. */
const where = /:where\((\.svelte-[\w-]+)\)/g;

export const cssOfOldest: Plugin = {
  postcssPlugin: "css-of-oldest",
  Once(root, { AtRule }) {
    root.walkDecls("overflow-wrap", (declaration) => {
      if (declaration.value === "anywhere") declaration.cloneBefore({ value: "break-word" });
    });
    // Chromium has :where since 88, and leaves out a whole rule that it does not understand
    root.walkRules(where, (rule) => {
      const older = new AtRule({ name: "supports", params: "not selector(:where(a))" });
      older.append(rule.clone({ selector: rule.selector.replace(where, "$1") }));
      rule.after(older);
    });
  },
};
