// The first load of the phone page: script and style, gzipped, at most 70 KB.
import { readFileSync, existsSync } from "node:fs";
import { gzipSync } from "node:zlib";

const most = 70 * 1024;
const manifest = JSON.parse(readFileSync(".svelte-kit/output/client/.vite/manifest.json", "utf8"));
const files = new Set();
const take = (key) => {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const other of chunk.imports ?? []) take(other);
};
// the entries, the root layout (node 0), the error page (node 1) and the phone page; and what the phone page loads for its live boards
const page = Object.keys(manifest).filter((k) =>
  /(entry\/(start|app)|nodes\/[01]\.js|generated\/client-optimized\/app|runtime\/client\/entry)/.test(k),
);
const phone = /import\("?\.\.\/nodes\/(\d+)/;
void phone;
for (const key of page) take(key);
const route = readFileSync(".svelte-kit/generated/client-optimized/app.js", "utf8").match(/"\/": \[(\d+)/);
for (const key of Object.keys(manifest)) if (key.endsWith(`nodes/${route[1]}.js`)) take(key);
for (const key of Object.keys(manifest)) if (/@microsoft\/signalr/.test(key)) take(key);

let total = 0;
for (const file of files) {
  const path = `build/${file}`;
  if (existsSync(path)) total += gzipSync(readFileSync(path), { level: 9 }).length;
}
console.log(`phone page: ${(total / 1024).toFixed(1)} KB gzip of script and style in ${files.size} files (at most 70)`);
if (files.size < 5 || total > most) process.exit(1);
