// What the built pages need of a browser, held to the oldest ones that they are for: the README names them.
// The build lowers syntax; what is looked for here nothing lowers.
import css from "@eslint/css";
import bcd from "@mdn/browser-compat-data/forLegacyNode";
import es from "eslint-plugin-es-x";

/** iOS 15 and the Chromium of WeChat's older shells. */
const oldest = { safari_ios: 15, chrome: 86 };

/** Used only where they are there. */
const asked = [
  ...["BarcodeDetector", "BarcodeDetector.getSupportedFormats", "detect", "Navigator.locks"],
  ...["Notification", "Notification.permission", "Notification.requestPermission", "showNotification"],
  ...["Navigator.userActivation", "Navigator.connection", "Navigator.wakeLock"],
  // of Svelte: for dates in a snapshot, and where a page has a policy for HTML
  ...["structuredClone", "createPolicy", "createHTML"],
];

/** Methods of our own and of libraries, of whose names there are newer ones by now. */
const own = [
  ...[
    "build",
    "capture",
    "check",
    "equals",
    "forget",
    "format",
    "info",
    "notify",
    "reconnect",
    "resize",
    "scan",
    "subscribe",
  ],
  ...["take", "unlock", "watch", "yield"],
];

/** Firefox came last to these, or they do no harm where they are not known. */
const styles = {
  allowAtRules: ["page"],
  allowProperties: [
    ...["appearance", "contain-intrinsic-size", "content-visibility", "line-clamp", "outline", "page"],
    ...["print-color-adjust", "resize", "scroll-margin-top", "text-wrap"],
  ],
  allowPropertyValues: { "break-after": ["avoid"], width: ["fit-content"], "font-family": ["system-ui"] },
  allowSelectors: ["focus-visible"],
};
/** What stands beside what older browsers understand: see oldest.ts for where and anywhere. */
const besides = {
  allowPropertyValues: { "overflow-wrap": ["anywhere"] },
  allowSelectors: ["where"],
  allowUnits: ["dvh"],
};

const since = ({ version_added, version_removed, prefix, alternative_name, flags }) =>
  version_removed || prefix || alternative_name || flags ? Infinity : parseFloat(`${version_added}`.replace("≤", ""));
/** Whether the oldest browsers have it; undefined where nobody knows such a thing. */
const there = (feature) =>
  feature?.__compat &&
  Object.entries(oldest).every(([browser, version]) =>
    [feature.__compat.support[browser] ?? []].flat().some((support) => since(support) <= version),
  );

const { api, javascript } = bcd;
const kinds = { ...api, ...javascript.builtins };
const kindOf = (name) =>
  ({ globalThis: "Window", self: "Window" })[name] ??
  [name, name[0].toUpperCase() + name.slice(1)].find((kind) => Object.hasOwn(kinds, kind) && kinds[kind].__compat);
/** Method or property → what the kinds that have it say. */
const members = new Map();
for (const kind of Object.values(kinds))
  for (const [name, member] of Object.entries(kind))
    if (member.__compat) members.set(name, [...(members.get(name) ?? []), there(member)]);

const needs = {
  meta: { type: "problem", schema: [], messages: { missing: "{{name}}: not in each of the oldest browsers." } },
  create(context) {
    const say = (node, name) => asked.includes(name) || context.report({ node, messageId: "missing", data: { name } });
    const isGlobal = (node) => {
      for (let scope = context.sourceCode.getScope(node); scope; scope = scope.upper)
        if (scope.set.get(node.name)?.defs.length) return false;
      return true;
    };
    return {
      "Program:exit"(program) {
        for (const { identifier } of context.sourceCode.getScope(program).through)
          if (
            there(api[identifier.name] ?? javascript.builtins[identifier.name] ?? api.Window[identifier.name]) === false
          )
            say(identifier, identifier.name);
      },
      MemberExpression(node) {
        const { object, property, computed } = node;
        if (computed || property.type !== "Identifier") return;
        const kind = object.type === "Identifier" && isGlobal(object) ? kindOf(object.name) : undefined;
        const has = kind && there(kinds[kind][property.name] ?? kinds[kind][`${property.name}_static`]);
        if (has === false) say(node, `${kind}.${property.name}`);
        const called = node.parent.type === "CallExpression" && node.parent.callee === node;
        const others = members.get(property.name);
        if (!kind && called && !own.includes(property.name) && others?.every((one) => !one)) say(node, property.name);
      },
    };
  },
};

export default [
  { linterOptions: { noInlineConfig: true } },
  {
    ...es.configs["flat/restrict-to-es2021"],
    files: ["build/**/*.js"],
    languageOptions: { ecmaVersion: "latest", sourceType: "module" },
  },
  {
    files: ["build/**/*.js"],
    plugins: { hub: { rules: { needs } } },
    rules: {
      "hub/needs": "error",
      // of ES2018, and not in iOS before 16.4
      "es-x/no-regexp-lookbehind-assertions": "error",
      // of ES2022, and in both
      "es-x/no-class-instance-fields": "off",
      "es-x/no-class-private-fields": "off",
      "es-x/no-class-private-methods": "off",
      "es-x/no-class-static-fields": "off",
    },
  },
  {
    files: ["build/**/*.css"],
    plugins: { css },
    language: "css/css",
    rules: {
      "css/use-baseline": [
        "error",
        {
          available: 2020,
          ...styles,
          ...besides,
          allowPropertyValues: { ...styles.allowPropertyValues, ...besides.allowPropertyValues },
          allowSelectors: [...styles.allowSelectors, ...besides.allowSelectors],
        },
      ],
    },
  },
];
