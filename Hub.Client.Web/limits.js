// How much the server lets into a field, from its API's description: limits.NoteRequest.text is the most that fits.
import { readFileSync, writeFileSync } from "node:fs";

const contract = new URL("src/lib/contract/", import.meta.url);
const { components } = JSON.parse(readFileSync(new URL("openapi.json", contract), "utf8"));
const limits = {};
for (const [schema, { properties = {} }] of Object.entries(components.schemas))
  for (const [name, { maxLength, maximum }] of Object.entries(properties))
    if (maxLength ?? maximum) (limits[schema] ??= {})[name] = maxLength ?? maximum;
writeFileSync(new URL("limits.ts", contract), `export const limits = ${JSON.stringify(limits, null, 2)} as const;\n`);
