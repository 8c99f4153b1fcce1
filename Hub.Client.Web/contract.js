// What the API's description says beside types, into src/lib/contract/made/. limits.ts: how much the server lets into
// a field; limits.NoteRequest.text is the most that fits. may.ts: who may ask a command. shapes.ts: what a pass of the
// hub's own looks like.
import { readFileSync, writeFileSync } from "node:fs";

const contract = new URL("src/lib/contract/", import.meta.url);
const { components, paths } = JSON.parse(readFileSync(new URL("openapi.json", contract), "utf8"));
const write = (file, text) => writeFileSync(new URL(`made/${file}`, contract), text);

const limits = {};
for (const [schema, { properties = {} }] of Object.entries(components.schemas))
  for (const [name, { maxLength, maximum }] of Object.entries(properties))
    if (maxLength ?? maximum) (limits[schema] ??= {})[name] = maxLength ?? maximum;
write("limits.ts", `export const limits = ${JSON.stringify(limits, null, 2)} as const;\n`);

const may = {};
for (const [path, operations] of Object.entries(paths))
  for (const [method, { security }] of Object.entries(operations))
    if (security?.length) (may[path] ??= {})[method] = security.flatMap((one) => one.badge);
write("may.ts", `export const may = ${JSON.stringify(may, null, 2)} as const;\n`);

const passShape = components.schemas.Me.properties.passShape.default;
write("shapes.ts", `export const passShape = ${JSON.stringify(passShape)};\n`);
