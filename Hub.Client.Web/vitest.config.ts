import { svelte } from "@sveltejs/vite-plugin-svelte";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = (folder: string) => fileURLToPath(new URL(`./src/${folder}`, import.meta.url));

export default defineConfig({
  plugins: [svelte()],
  resolve: {
    conditions: ["browser"],
    alias: { $lib: src("lib"), $features: src("features") },
  },
  test: { include: ["src/**/*.test.ts"], environment: "happy-dom", setupFiles: ["src/tests.setup.ts"] },
});
