import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";
import { cssOfOldest, oldest } from "./oldest.ts";
import { first } from "./src/lib/first.ts";

const hub = "http://localhost:5080";

export default defineConfig({
  plugins: [sveltekit()],
  css: { postcss: { plugins: [cssOfOldest] } },
  environments: {
    client: {
      build: {
        target: oldest,
        rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", test: first }] } } },
      },
    },
  },
  server: { proxy: { "/api": hub, "/live": { target: hub, ws: true } } },
});
